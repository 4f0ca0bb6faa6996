import { z } from 'zod';
import type { JsonObject, Upstream } from '../../../domain/mcp/upstream.ts';
import { connectHttp } from '../../../mcp/gateway/upstreams/http.ts';
import { createSignInPerson } from './sign-in-person.ts';

/**
 * What the conformance suite runs as our client: `client-driver.ts <url>`, with the scenario in the environment. It does
 * what the gateway does with a server: connects, reads the lists, and calls every tool with arguments that fit. Where the
 * server demands a sign-in a person signs in, and it goes on.
 */
const url = new URL(z.string().parse(process.argv.at(-1)));
const Context = z.looseObject({
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  issuer: z.string().optional(),
  toolCalls: z.array(z.object({ name: z.string(), arguments: z.looseObject({}) })).optional(),
});
const Tools = z.object({
  tools: z.array(z.looseObject({ name: z.string(), inputSchema: z.looseObject({}).optional() })),
});

const context = Context.parse(JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}'));

const answers: Readonly<Record<string, JsonObject>> = {
  'sampling/createMessage': {
    role: 'assistant',
    content: { type: 'text', text: 'Answered' },
    model: 'none',
    stopReason: 'endTurn',
  },
  'roots/list': { roots: [] },
};

const call = async (upstream: Upstream, name: string, given: JsonObject): Promise<void> => {
  await upstream.request(
    'tools/call',
    { name, arguments: given },
    { onRequest: async (method, params) => answers[method] ?? accepted(params), timeoutMs: 60_000 },
  );
};

/** A form as a person sends it who changes nothing: with its defaults. */
const accepted = ({ requestedSchema }: JsonObject): JsonObject => {
  const { properties } = z.looseObject({ properties: z.record(z.string(), z.looseObject({})) }).parse(requestedSchema);
  const filled = Object.entries(properties).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { action: 'accept', content: Object.fromEntries(filled) };
};

/** A value of the type that a schema wants; an object is the first tool's own schema, to show that it came unchanged. */
const sample = (schema: unknown): unknown => {
  const { type, enum: choices } = z
    .looseObject({ type: z.unknown().optional(), enum: z.array(z.unknown()).optional() })
    .parse(schema);
  if (choices) return choices[0];
  if (type === 'number' || type === 'integer') return 5;
  if (type === 'object') return tools[0]?.inputSchema ?? {};
  return type === 'boolean' ? true : 'value';
};

const argumentsFor = (schema: JsonObject | undefined): JsonObject => {
  const properties = z.record(z.string(), z.unknown()).parse(schema?.['properties'] ?? {});
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, sample(property)]));
};

const { client_id: clientId, client_secret: clientSecret, issuer } = context;
const person = createSignInPerson(
  url,
  clientId !== undefined && issuer !== undefined ? { clientId, issuer, clientSecret: clientSecret ?? null } : null,
);
await using upstream = await person.withSignIn(() =>
  connectHttp({ name: 'conformance', url, headers: {}, fetch: person.fetch, transport: 'streamable-http' }),
);
const { tools } = Tools.parse(await person.withSignIn(() => upstream.request('tools/list', {})));
const calls =
  context.toolCalls ?? tools.map(({ name, inputSchema }) => ({ name, arguments: argumentsFor(inputSchema) }));
for (const { name, arguments: given } of calls) await person.withSignIn(() => call(upstream, name, given));
