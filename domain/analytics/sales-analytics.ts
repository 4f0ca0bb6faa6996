import {
  QuotesByPreparation,
  QuotesByState,
  RequestsByState,
  type AnalyticsPeriod,
  type SalesAnalytics,
  type SalesQuery,
} from '../../contracts/analytics.ts';
import { DocumentState } from '../../contracts/documents.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { Preparation } from '../../contracts/quote-preparation.ts';
import { QuoteState } from '../../contracts/quotes.ts';
import { formatAmount } from '../money/amount.ts';

/** So many requests of a day (UTC) are in this state. */
export interface RequestFigure {
  readonly day: string;
  readonly state: DocumentState;
  readonly count: number;
}

/** So many quotes of a day (UTC) are alike in state, preparation and currency. */
export interface QuoteFigure {
  readonly day: string;
  readonly state: QuoteState;
  readonly preparation: Preparation;
  readonly currency: string;
  readonly count: number;
  /** How many of them have a total. */
  readonly priced: number;
  /** Exact sum of those totals (gross) in minor units. */
  readonly minor: bigint;
}

/** Instants: from the first one on, up to and without the second. */
export interface FigureRange {
  readonly from: Date;
  readonly before: Date;
}

/** What the stores know about a range, already added up: its size depends on days and states, not on records. */
export interface SalesFigures {
  read(
    workspaceId: string,
    range: FigureRange,
  ): Promise<{ requests: readonly RequestFigure[]; quotes: readonly QuoteFigure[] }>;
}

export interface SalesAnalyticsService {
  /** Throws `validation_error` for half a range, one that ends before it begins, or one that is too long. */
  sales(workspaceId: string, query: SalesQuery): Promise<SalesAnalytics>;
}

const maxDays = 400;
const defaultDays = 30;
const dayMs = 86_400_000;

/** Days since 1970-01-01: whole days of UTC are all as long. */
const toNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
const toDate = (dayNumber: number): Date => new Date(dayNumber * dayMs);
const toDay = (dayNumber: number): string => toDate(dayNumber).toISOString().slice(0, 10);

/** Requests, quotes and their values over time. */
export const salesAnalytics = ({
  figures,
  now,
}: {
  figures: SalesFigures;
  now: () => Date;
}): SalesAnalyticsService => ({
  sales: async (workspaceId, { from, to, period }) => {
    const range = rangeOf(from, to, now());
    const [first, last] = range;
    const { requests, quotes } = await figures.read(workspaceId, { from: toDate(first), before: toDate(last + 1) });
    return {
      from: toDay(first),
      to: toDay(last),
      period,
      requests: {
        total: sum(requests),
        byState: RequestsByState.parse(tally(DocumentState.options, requests, ({ state }) => state)),
      },
      quotes: {
        total: sum(quotes),
        byState: QuotesByState.parse(tally(QuoteState.options, quotes, ({ state }) => state)),
        byPreparation: QuotesByPreparation.parse(tally(Preparation.options, quotes, ({ preparation }) => preparation)),
      },
      values: valuesOf(quotes.filter(stands)),
      periods: periodsOf(range, period, requests, quotes),
    };
  },
});

const rangeOf = (from: string | undefined, to: string | undefined, now: Date): [number, number] => {
  const today = Math.floor(now.getTime() / dayMs);
  if (from === undefined && to === undefined) return [today - defaultDays + 1, today];
  if (from === undefined || to === undefined)
    throw refuse(from === undefined ? 'from' : 'to', 'from and to belong together: give both or neither');
  const first = toNumber(from);
  const last = toNumber(to);
  if (first < 0) throw refuse('from', 'must be 1970-01-01 or later');
  if (first > last) throw refuse('to', 'must not be before from');
  if (last - first + 1 > maxDays) throw refuse('to', `must be at most ${maxDays} days from from, both counted`);
  return [first, last];
};

const refuse = (field: string, message: string) =>
  fail('validation_error', { issues: [{ path: `query.${field}`, message }] });

/** A quote that was given up, or that a newer revision replaced, would count money that nobody offers. */
const stands = ({ state, preparation, priced }: QuoteFigure): boolean =>
  priced > 0 && state !== 'cancelled' && state !== 'superseded' && preparation !== 'cancelled';

const sum = (rows: readonly { count: number }[]): number => rows.reduce((total, { count }) => total + count, 0);

/** How many fall under each name; names that nothing falls under are there with 0. */
const tally = <R extends { count: number }>(
  names: readonly string[],
  rows: readonly R[],
  nameOf: (row: R) => string,
): Record<string, number> => {
  const counts = new Map(names.map((name) => [name, 0]));
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + row.count);
  return Object.fromEntries(counts);
};

/** One exact sum per currency, by code. */
const valuesOf = (rows: readonly QuoteFigure[]): SalesAnalytics['values'] => {
  const sums = new Map<string, { minor: bigint; quotes: number }>();
  for (const { currency, minor, priced } of rows) {
    const known = sums.get(currency) ?? { minor: 0n, quotes: 0 };
    sums.set(currency, { minor: known.minor + minor, quotes: known.quotes + priced });
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { minor, quotes }]) => ({ currency, total: formatAmount({ minor, currency }), quotes }));
};

interface Bucket {
  readonly requests: RequestFigure[];
  readonly quotes: QuoteFigure[];
}

const periodsOf = (
  [first, last]: readonly [number, number],
  period: AnalyticsPeriod,
  requests: readonly RequestFigure[],
  quotes: readonly QuoteFigure[],
): SalesAnalytics['periods'] => {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (dayNumber: number): Bucket => {
    const start = startOf(dayNumber, period);
    const bucket = buckets.get(start) ?? { requests: [], quotes: [] };
    buckets.set(start, bucket);
    return bucket;
  };
  // Every day of the range opens its period: empty ones are there too, and in order.
  for (let day = first; day <= last; day += 1) bucketOf(day);
  for (const row of requests) bucketOf(toNumber(row.day)).requests.push(row);
  for (const row of quotes) bucketOf(toNumber(row.day)).quotes.push(row);
  return [...buckets].map(([start, bucket]) => ({
    start,
    requests: sum(bucket.requests),
    quotes: sum(bucket.quotes),
    values: valuesOf(bucket.quotes.filter(stands)).map(({ currency, total }) => ({ currency, total })),
  }));
};

/** First day of the period that a day lies in. 1970-01-01 was a Thursday, three days after a Monday. */
const startOf = (dayNumber: number, period: AnalyticsPeriod): string => {
  switch (period) {
    case 'day':
      return toDay(dayNumber);
    case 'week':
      return toDay(dayNumber - ((dayNumber + 3) % 7));
    case 'month':
      return `${toDay(dayNumber).slice(0, 7)}-01`;
  }
};
