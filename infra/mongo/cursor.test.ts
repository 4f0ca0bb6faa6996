import { expect, test } from 'vitest';
import { Failure } from '../../contracts/kernel/fail.ts';
import { decodeCursor, encodeCursor, pageQuery } from './cursor.ts';

const refused = (text: string, sort: string) => {
  try {
    decodeCursor(text, sort);
  } catch (error) {
    return error instanceof Failure ? error.code : 'another error';
  }
  return 'accepted';
};

test('a cursor survives the way out and back, dates as dates', () => {
  const date = { sort: '-createdAt', value: new Date(1_700_000_000_123), id: 'doc_1' };
  expect(decodeCursor(encodeCursor(date), '-createdAt')).toEqual(date);
  const word = { sort: 'sku', value: 'ä"b', id: 'prd_1' };
  expect(decodeCursor(encodeCursor(word), 'sku')).toEqual(word);
});

test('a cursor of another order, a made-up one and an operator inside one are refused', () => {
  expect(refused(encodeCursor({ sort: 'sku', value: 'a', id: 'x' }), '-sku')).toBe('validation_error');
  expect(refused('%%%', 'sku')).toBe('validation_error');
  const hostile = Buffer.from(JSON.stringify({ s: 'sku', v: { $gt: '' }, i: 'x' })).toString('base64url');
  expect(refused(hostile, 'sku')).toBe('validation_error');
  const noDate = Buffer.from(JSON.stringify({ s: 'sku', v: 'x', d: 1, i: 'x' })).toString('base64url');
  expect(refused(noDate, 'sku')).toBe('validation_error');
});

test('the last page has no cursor, a full one points behind its last row', () => {
  const page = pageQuery({ sort: 'sku', field: 'sku', direction: 1, cursor: undefined, limit: 2 });
  const rows = [{ _id: '1' }, { _id: '2' }, { _id: '3' }];
  const full = page.toPage(
    rows,
    (row) => `sku${row._id}`,
    (row) => row._id,
  );
  expect(full.items).toEqual(['1', '2']);
  expect(decodeCursor(full.nextCursor ?? '', 'sku')).toEqual({ sort: 'sku', value: 'sku2', id: '2' });
  expect(
    page.toPage(
      rows.slice(0, 2),
      () => '',
      (row) => row._id,
    ).nextCursor,
  ).toBeNull();
});
