import { z } from 'zod';
import { DocumentState } from './documents.ts';
import { endpoint } from './kernel/endpoint.ts';
import { CurrencyCode, Day } from './kernel/scalars.ts';
import { DecimalString } from './pricing.ts';
import { Preparation } from './quote-preparation.ts';
import { QuoteState } from './quotes.ts';

/** How the range is divided. Weeks start on Monday (ISO 8601); days are of UTC. */
export const AnalyticsPeriod = z.enum(['day', 'week', 'month']);
export type AnalyticsPeriod = z.infer<typeof AnalyticsPeriod>;

const count = z.number().int().min(0);

/** `total` may be longer than a `Decimal`, because many amounts add up in it. */
const PeriodValue = z.strictObject({ currency: CurrencyCode, total: DecimalString });

/** How many records are in each state; all states are there, also with 0. */
export const RequestsByState = z.record(DocumentState, count);
export const QuotesByState = z.record(QuoteState, count);
export const QuotesByPreparation = z.record(Preparation, count);

/**
 * What came in and what became of it, by the day of creation. Values are **gross**: exact sums of the stored `total` of
 * the quotes (the payable sum with tax), one per currency, never converted. Only quotes that stand count in the values:
 * those without a total yet, and those that were cancelled or superseded, are in the counts alone.
 */
export const SalesAnalytics = z.strictObject({
  from: Day,
  to: Day,
  period: AnalyticsPeriod,
  requests: z.strictObject({ total: count, byState: RequestsByState }),
  quotes: z.strictObject({
    total: count,
    /** The commercial state. */
    byState: QuotesByState,
    byPreparation: QuotesByPreparation,
  }),
  /** By currency code; `quotes` is how many the sum is of. */
  values: z.array(PeriodValue.extend({ quotes: count })),
  /** Every period that the range touches, also empty ones, oldest first; only days of the range count in them. */
  periods: z.array(
    z.strictObject({
      /** First day of the whole day, week or month: in the first period it may lie before `from`. */
      start: Day,
      requests: count,
      quotes: count,
      values: z.array(PeriodValue),
    }),
  ),
});
export type SalesAnalytics = z.infer<typeof SalesAnalytics>;

export const SalesQuery = z.strictObject({
  /** First and last day, both counted: both or neither (the last 30 days), at most 400 days. */
  from: Day.optional(),
  to: Day.optional(),
  period: AnalyticsPeriod.default('month'),
});
export type SalesQuery = z.infer<typeof SalesQuery>;

export const analyticsEndpoints = {
  sales: endpoint({
    method: 'get',
    path: '/api/v1/analytics',
    summary: 'Requests, quotes and their values by day, week or month',
    access: 'quotes:read',
    query: SalesQuery,
    reply: SalesAnalytics,
  }),
};
