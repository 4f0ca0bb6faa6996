import { describe, expect, test } from 'vitest';
import { headerDeclarations, paramHeaders } from './param-headers.ts';

const property = (header: unknown, type = 'string') => ({ type, 'x-mcp-header': header });
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

describe('what a schema wants as headers', () => {
  test('is found at any depth of properties', () => {
    const schema = object({ a: property('A'), b: object({ c: property('C', 'integer') }), d: { type: 'number' } });
    expect(headerDeclarations(schema)).toEqual([
      { path: ['a'], header: 'A' },
      { path: ['b', 'c'], header: 'C' },
    ]);
  });

  test.each([
    ['no name', object({ a: property('') })],
    ['a name that is no text', object({ a: property(7) })],
    ['a name with a space', object({ a: property('A B') })],
    ['a name that would end the line', object({ a: property('A\r\nB') })],
    ['a number with a fraction', object({ a: property('A', 'number') })],
    ['an object', object({ a: property('A', 'object') })],
    ['the same name twice', object({ a: property('A'), b: property('a') })],
    ['a place that no argument has', object({ a: { type: 'array', items: property('A') } })],
    ['a branch', object({}, { anyOf: [object({ a: property('A') })] })],
    ['the root', { ...object({}), ...property('A') }],
  ])('is invalid with %s', (_what, schema) => {
    expect(headerDeclarations(schema)).toBeNull();
  });

  test('is invalid in a schema that nests without end', () => {
    let schema: object = { type: 'string' };
    for (let depth = 0; depth < 50_000; depth += 1) schema = { items: schema };
    expect(headerDeclarations({ ...schema })).toBeNull();
  });
});

test('values that a header cannot hold go as Base64', () => {
  const names = ['plain', 'empty', 'edge', 'umlaut', 'line', 'wrapped', 'yes', 'count', 'none', 'list'];
  const declarations = names.map((name) => ({ path: [name], header: name }));
  const given = {
    plain: 'a b',
    empty: '',
    edge: ' a',
    umlaut: 'ü',
    line: 'a\r\nb',
    wrapped: '=?base64?YQ==?=',
    yes: true,
    count: 42,
    none: null,
    list: ['a'],
  };
  expect(paramHeaders(declarations, given)).toEqual({
    'Mcp-Param-plain': 'a b',
    'Mcp-Param-empty': '=?base64??=',
    'Mcp-Param-edge': '=?base64?IGE=?=',
    'Mcp-Param-umlaut': '=?base64?w7w=?=',
    'Mcp-Param-line': '=?base64?YQ0KYg==?=',
    'Mcp-Param-wrapped': '=?base64?PT9iYXNlNjQ/WVE9PT89?=',
    'Mcp-Param-yes': 'true',
    'Mcp-Param-count': '42',
  });
});
