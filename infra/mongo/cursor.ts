import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';

/** Where a page ended: the sort it belongs to, the sort field's value of the last row, and that row's id. */
export interface Cursor {
  readonly sort: string;
  readonly value: string | number | Date;
  readonly id: string;
}

const Encoded = z.strictObject({
  s: z.string().max(40),
  v: z.union([z.string().max(300), z.number()]),
  d: z.literal(1).optional(),
  i: z.string().min(1).max(60),
});

/** The opaque text of a cursor. It names no tenant: the tenant comes from the caller at every page. */
export const encodeCursor = ({ sort, value, id }: Cursor): string => {
  const parts = value instanceof Date ? { s: sort, v: value.getTime(), d: 1, i: id } : { s: sort, v: value, i: id };
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
};

/** Reads a cursor made for the same sort. Throws `validation_error` for anything else, whoever made it up. */
export const decodeCursor = (text: string, sort: string): Cursor => {
  const parsed = Encoded.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success || parsed.data.s !== sort) throw invalidCursor();
  const { v, d, i } = parsed.data;
  if (d === undefined) return { sort, value: v, id: i };
  const date = new Date(v);
  if (Number.isNaN(date.getTime())) throw invalidCursor();
  return { sort, value: date, id: i };
};

const invalidCursor = () =>
  fail('validation_error', {
    issues: [{ path: 'query.cursor', message: 'is not a cursor of this list and order; start at the first page' }],
  });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export interface PageInput {
  /** Name of the order, such as `-createdAt`; a cursor of another order is refused. */
  sort: string;
  /** The stored field that it orders by. */
  field: string;
  direction: 1 | -1;
  cursor: string | undefined;
  limit: number;
}

export interface PageQuery {
  /** Spread into the filter, which itself must use neither the sort field nor `$or`. */
  readonly filter: Record<string, unknown>;
  readonly sort: Record<string, 1 | -1>;
  /** One row more than the page, which tells whether there is a next one. */
  readonly fetchLimit: number;
  /** Turns the fetched rows into the page. */
  toPage<R extends { _id: string }, T>(
    rows: readonly R[],
    valueOf: (row: R) => Cursor['value'],
    toItem: (row: R) => T,
  ): Page<T>;
}

/**
 * Keyset paging by (field, _id): rows that are inserted or removed between two pages neither repeat nor hide another
 * row. The plain bound on the field beside the `$or` lets every database use the index.
 */
export const pageQuery = ({ sort, field, direction, cursor, limit }: PageInput): PageQuery => {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, sort);
  const beyond = direction === 1 ? '$gt' : '$lt';
  return {
    filter: after
      ? {
          [field]: { [`${beyond}e`]: after.value },
          $or: [{ [field]: { [beyond]: after.value } }, { [field]: after.value, _id: { [beyond]: after.id } }],
        }
      : {},
    sort: { [field]: direction, _id: direction },
    fetchLimit: limit + 1,
    toPage: (rows, valueOf, toItem) => {
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const hasMore = rows.length > limit && last !== undefined;
      return {
        items: items.map(toItem),
        nextCursor: hasMore ? encodeCursor({ sort, value: valueOf(last), id: last._id }) : null,
      };
    },
  };
};
