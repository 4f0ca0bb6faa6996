import { expect, it } from 'vitest';
import { changedFields, pickFields } from './use-draft.ts';

it('finds the fields that differ, in lists too', () => {
  const before = { name: 'Acme', contacts: [{ email: 'a@acme.example' }], note: '' };
  const after = { ...before, contacts: [{ email: 'b@acme.example' }] };
  expect(changedFields(before, after)).toEqual(['contacts']);
  expect(changedFields(before, structuredClone(before))).toEqual([]);
});

it('keeps only the named fields', () => {
  expect(pickFields({ name: 'Acme', note: 'x' }, ['note'])).toEqual({ note: 'x' });
});
