import { z } from 'zod';
import { allEndpoints, type NamedEndpoint } from '../contracts/api.ts';
import { errorTable } from '../contracts/errors.ts';
import { ErrorEnvelope } from '../contracts/kernel/client.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document (spec row C5), made from the declarations that also route and validate. */
export const openApiDocument = (): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Throughline',
    version: '1',
    description: 'From a customer’s request to an exact quote. Amounts are decimal strings in major units.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  tags: [...new Set(allEndpoints().map(({ noun }) => noun))].map((name) => ({ name })),
  paths: pathsOf(allEndpoints()),
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'tl_access' },
    },
    schemas: { Error: schemaOf(ErrorEnvelope, 'output') },
    responses: {
      Error: {
        description: `The error envelope. Codes: ${Object.keys(errorTable).join(', ')}.`,
        headers: { 'X-Correlation-Id': { schema: { type: 'string' } } },
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  },
});

const pathsOf = (endpoints: readonly NamedEndpoint[]): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const named of endpoints) {
    const path = named.endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[named.endpoint.method] = operationOf(named);
  }
  return paths;
};

const operationOf = ({ noun, name, endpoint }: NamedEndpoint): Json => ({
  operationId: `${noun}.${name}`.replaceAll('-', '_'),
  tags: [noun],
  summary: endpoint.summary,
  parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
  ...bodyOf(endpoint),
  responses: { [endpoint.status]: replyOf(endpoint), default: { $ref: '#/components/responses/Error' } },
  security: endpoint.access === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
  ...(endpoint.access !== 'public' && { 'x-permission': endpoint.access }),
});

const parametersOf = (schema: z.ZodType, place: 'path' | 'query'): Json[] => {
  const { properties = {}, required = [] } = ObjectSchema.parse(schemaOf(schema, 'input'));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
};

const ObjectSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});

const bodyOf = ({ kind, method, body }: NamedEndpoint['endpoint']): Json => {
  if (method === 'get') return {};
  if (kind === 'upload') {
    const file = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: file } } } };
  }
  const schema = schemaOf(body, 'input');
  const isEmpty =
    Object.keys(ObjectSchema.safeParse(schema).data?.properties ?? {}).length === 0 && !('anyOf' in schema);
  if (isEmpty) return {};
  return { requestBody: { required: !body.safeParse(undefined).success, content: { 'application/json': { schema } } } };
};

const replyOf = ({ kind, reply, status }: NamedEndpoint['endpoint']): Json => {
  if (kind === 'download') return { description: 'The file', content: { 'application/octet-stream': {} } };
  if (status === 204) return { description: 'Done' };
  return { description: 'Success', content: { 'application/json': { schema: schemaOf(reply, 'output') } } };
};

/** JSON Schema 2020-12, which OpenAPI 3.1 uses as it is. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
};
