import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';

/** A page of a list that is in memory: sorted by key, and the cursor is the last key, so that changes move nothing. */
export const pageOfList = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Page<T> => {
  // Keys are cut as in a cursor, which has a maximum length; what is equal up to there comes in one page.
  const cut = (item: T): string => keyOf(item).slice(0, maxKeyLength);
  const isSameKey = (a: T | undefined, b: T | undefined): boolean =>
    a !== undefined && b !== undefined && cut(a) === cut(b);
  const sorted = items.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rest = after === undefined ? sorted : sorted.filter((item) => compare(cut(item), after) > 0);
  let end = Math.min(limit, rest.length);
  while (isSameKey(rest[end - 1], rest[end])) end += 1;
  const page = rest.slice(0, end);
  const last = page.at(-1);
  return { items: page, nextCursor: end < rest.length && last !== undefined ? `k:${cut(last)}` : null };
};

const maxKeyLength = 400;
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const readCursor = (cursor: string): string => {
  if (cursor.startsWith('k:')) return cursor.slice(2);
  const issue = { path: 'query.cursor', message: 'is not a cursor of this list; start at the first page' };
  throw fail('validation_error', { issues: [issue] });
};
