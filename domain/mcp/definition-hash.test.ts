import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { definitionHash } from './definition-hash.ts';

const definition = {
  name: 'add',
  title: 'Add',
  description: 'Adds',
  inputSchema: { type: 'object', properties: { a: { type: 'number', description: 'first' } }, required: ['a'] },
  outputSchema: { type: 'object' },
  annotations: { readOnlyHint: true, title: 'Add' },
  icons: [{ src: 'data:image/png;base64,AA==' }],
  execution: { taskSupport: 'optional' },
  _meta: { 'vendor.example/key': 1 },
  unknownToUs: null,
};

test('the order of keys does not matter, that of items does', async () => {
  const turned = Object.fromEntries(Object.entries(definition).toReversed());
  expect(await definitionHash(turned)).toBe(await definitionHash(definition));
  expect(await definitionHash({ a: [1, 2] })).not.toBe(await definitionHash({ a: [2, 1] }));
});

test.each([
  { ...definition, name: 'add2' },
  { ...definition, title: 'Add ' },
  { ...definition, description: 'Adds\u200B' },
  { ...definition, inputSchema: { ...definition.inputSchema, required: [] } },
  {
    ...definition,
    inputSchema: { ...definition.inputSchema, properties: { a: { type: 'number', description: 'First' } } },
  },
  { ...definition, outputSchema: {} },
  { ...definition, annotations: { readOnlyHint: false, title: 'Add' } },
  { ...definition, icons: [] },
  { ...definition, execution: { taskSupport: 'required' } },
  { ...definition, _meta: {} },
  { ...definition, unknownToUs: 0 },
  { ...definition, added: false },
])('any changed member changes the hash (%#)', async (changed) => {
  expect(await definitionHash(changed)).not.toBe(await definitionHash(definition));
});

test('the canonical text is JSON of the same value, and the same for whoever parsed it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test('great depth does not end the process', () => {
  let deep: object = {};
  for (let level = 0; level < 50_000; level += 1) deep = { a: deep };
  expect(canonicalJson(deep)).toHaveLength(50_000 * 6 + 2);
});
