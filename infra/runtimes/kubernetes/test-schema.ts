import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { z } from 'zod';

const Property = z.looseObject({ format: z.string().optional() });
const Definition = z.looseObject({
  properties: z.record(z.string(), Property).optional(),
  'x-kubernetes-group-version-kind': z
    .array(z.object({ group: z.string(), kind: z.string(), version: z.string() }))
    .optional(),
});
const Schema = z.object({ definitions: z.record(z.string(), Definition) });
const schemaPath = join(import.meta.dirname, 'test-schema.json');
const { definitions } = Schema.parse(JSON.parse(await readFile(schemaPath, 'utf8')));

const kinds = new Map<string, string>();
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { int32: true, int64: true, byte: true, 'date-time': true, 'int-or-string': true },
});
for (const [name, definition] of Object.entries(definitions)) {
  for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? [])
    kinds.set(`${group === '' ? '' : `${group}/`}${version} ${kind}`, name);
  // As with --validate=strict: a name that the API does not know is a mistake.
  if (definition.properties) Object.assign(definition, { additionalProperties: false });
  if (definition['format'] === 'int-or-string') Object.assign(definition, { type: ['integer', 'string'] });
}
ajv.addSchema({ $id: 'kubernetes', definitions });

const Named = z.looseObject({ apiVersion: z.string(), kind: z.string() });

/** For tests: what Kubernetes' own schema has against an object; empty when nothing. */
export const schemaProblems = (object: unknown): string[] => {
  const { apiVersion, kind } = Named.parse(object);
  const name = kinds.get(`${apiVersion} ${kind}`);
  if (name === undefined) return [`no kind ${apiVersion} ${kind}`];
  const validate = ajv.getSchema(`kubernetes#/definitions/${name}`);
  if (validate === undefined) throw new Error(`no schema of ${name}`);
  if (validate(object) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
};
