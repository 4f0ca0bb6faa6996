import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { invalidParams } from './route-request.ts';

/** One page of a list. The cursor is where the next one starts: a list that changes meanwhile is announced anyway. */
export const pageOfList = (
  items: readonly JsonObject[],
  { cursor }: JsonObject,
  pageSize: number,
): { items: readonly JsonObject[]; nextCursor?: string } => {
  const start = cursor === undefined ? 0 : readCursor(cursor);
  const end = start + pageSize;
  return { items: items.slice(start, end), ...(end < items.length && { nextCursor: `p${end}` }) };
};

const readCursor = (cursor: unknown): number => {
  const digits = typeof cursor === 'string' ? /^p(\d{1,9})$/.exec(cursor)?.[1] : undefined;
  if (digits === undefined) throw invalidParams('Unknown cursor');
  return Number(digits);
};
