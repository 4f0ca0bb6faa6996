import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignNames, maxNameLength, type NameWish } from './tool-names.ts';

const wish = (serverName: string | null, originalName: string, more: Partial<NameWish> = {}): NameWish => ({
  serverName,
  originalName,
  rename: null,
  prefixed: true,
  ...more,
});

test('tools carry the name of their server, ours do not', () => {
  expect(assignNames([wish(null, 'list_products'), wish('files', 'read')])).toEqual(['list_products', 'files__read']);
});

test('without prefix the older server has the name, the newer one its prefixed one', () => {
  const wishes = [wish('a', 'read', { prefixed: false }), wish('b', 'read', { prefixed: false })];
  expect(assignNames(wishes)).toEqual(['read', 'b__read']);
});

test('nobody takes a name of ours, nor one that an admin gave', () => {
  const wishes = [
    wish(null, 'search_customers'),
    wish('a', 'search_customers', { prefixed: false }),
    wish('b', 'find', { prefixed: false }),
    wish('c', 'other', { rename: 'find' }),
  ];
  expect(assignNames(wishes)).toEqual(['search_customers', 'a__search_customers', 'b__find', 'find']);
});

test('names that are too long or have other signs are cut and told apart, the same at every start', () => {
  const long = 'x'.repeat(80);
  const wishes = [wish('a', `${long}1`), wish('a', `${long}2`), wish('a', 'issues/list'), wish('a', 'issues_list')];
  const names = assignNames(wishes);
  expect(new Set(names).size).toBe(4);
  expect(names[3]).toBe('a__issues_list');
  expect(names).toEqual(assignNames(wishes));
  expect(names[0]).toMatch(/^a__x{50}_[0-9a-z]{10}$/);
});

test('a name does not depend on tools that come after it', () => {
  const first = [wish('a', 'read'), wish('b', 'y'.repeat(90))];
  expect(assignNames([...first, wish('c', 'read'), wish('d', 'y'.repeat(90))]).slice(0, 2)).toEqual(assignNames(first));
});

test('whatever is wished for, every name is allowed and nobody else has it', () => {
  const anyWish = fc.record({
    serverName: fc.option(fc.constantFrom('a', 'b', 'a-b')),
    originalName: fc.oneof(fc.string({ maxLength: 90 }), fc.constantFrom('read', 'a__read', 'b__read', 'z'.repeat(70))),
    rename: fc.option(fc.constantFrom('read', 'a__read', 'renamed')),
    prefixed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyWish, { maxLength: 40 }), (wishes) => {
      const names = assignNames(wishes);
      expect(new Set(names).size).toBe(wishes.length);
      for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_.-]+$/);
      expect(Math.max(0, ...names.map(({ length }) => length))).toBeLessThanOrEqual(maxNameLength);
    }),
  );
});
