import { serve } from './fixture-server.mjs';

const tool = (name, inputSchema) => ({ name, description: name, inputSchema: { type: 'object', ...inputSchema } });
const nested = (depth) => (depth === 0 ? { type: 'string' } : { type: 'object', properties: { a: nested(depth - 1) } });
const port = process.argv[2] ?? '9';

serve({
  name: 'hostile-schemas',
  tools: [
    tool('attempt', {}),
    tool('remote', { properties: { a: { $ref: `http://127.0.0.1:${port}/schema.json` } } }),
    tool('file', { properties: { a: { $ref: 'file:///etc/passwd' } } }),
    tool('wide', { anyOf: Array.from({ length: 100_000 }, (_, index) => ({ properties: { [`p${index}`]: {} } })) }),
    tool('deep', { properties: { a: nested(2_000) } }),
    tool('circular', {
      $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
      properties: { a: { $ref: '#/$defs/a' } },
    }),
    tool('slow', { properties: { a: { type: 'string', pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' } } }),
    tool('polluting', JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}')),
    { name: 'none', description: 'no schema' },
    { name: 'wrong', description: 'no object', inputSchema: 'string' },
  ],
  attempt: (args) => ({ args }),
});
