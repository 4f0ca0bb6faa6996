import { expect, test } from 'vitest';
import { SalesAnalytics } from '../../contracts/analytics.ts';
import { Failure } from '../../contracts/kernel/fail.ts';
import {
  salesAnalytics,
  type FigureRange,
  type QuoteFigure,
  type RequestFigure,
  type SalesAnalyticsService,
} from './sales-analytics.ts';

const quote = (day: string, more: Partial<QuoteFigure> = {}): QuoteFigure => ({
  day,
  state: 'draft',
  preparation: 'ready',
  currency: 'EUR',
  count: 1,
  priced: 1,
  minor: 10_000n,
  ...more,
});

const serviceWith = ({
  requests = [],
  quotes = [],
  now = '2026-03-31T12:00:00Z',
}: {
  requests?: readonly RequestFigure[];
  quotes?: readonly QuoteFigure[];
  now?: string;
} = {}) => {
  const asked: { workspaceId: string; range: FigureRange }[] = [];
  const service: SalesAnalyticsService = salesAnalytics({
    figures: {
      read: (workspaceId, range) => {
        asked.push({ workspaceId, range });
        return Promise.resolve({ requests, quotes });
      },
    },
    now: () => new Date(now),
  });
  return { service, asked };
};

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof Failure ? { code: error.code, ...error.details } : String(error)),
  );

test('without a range the last 30 days of UTC are asked for, today among them', async () => {
  const { service, asked } = serviceWith({ now: '2026-03-31T23:59:59.999Z' });
  const reply = await service.sales('wsp', { period: 'day' });
  expect(reply).toMatchObject({ from: '2026-03-02', to: '2026-03-31', period: 'day' });
  expect(reply.periods).toHaveLength(30);
  expect(asked).toEqual([
    {
      workspaceId: 'wsp',
      range: { from: new Date('2026-03-02T00:00:00Z'), before: new Date('2026-04-01T00:00:00Z') },
    },
  ]);
});

test('weeks start on Monday and the first one may start before the range', async () => {
  const { service } = serviceWith({
    requests: [
      { day: '2026-01-01', state: 'ready', count: 2 },
      { day: '2026-01-04', state: 'failed', count: 1 },
      { day: '2026-01-05', state: 'ready', count: 4 },
    ],
  });
  const { periods, requests } = await service.sales('wsp', { from: '2026-01-01', to: '2026-01-12', period: 'week' });
  expect(periods.map(({ start, requests: count }) => [start, count])).toEqual([
    ['2025-12-29', 3],
    ['2026-01-05', 4],
    ['2026-01-12', 0],
  ]);
  expect(requests.total).toBe(7);
  expect(requests.byState).toEqual({
    uploaded: 0,
    processing: 0,
    ready: 6,
    needs_attention: 0,
    rejected: 0,
    failed: 1,
    cancelled: 0,
  });
});

test('months without anything are there, over a leap day and a new year', async () => {
  const { service } = serviceWith({ quotes: [quote('2024-02-29')] });
  const { periods } = await service.sales('wsp', { from: '2023-12-31', to: '2024-03-01', period: 'month' });
  expect(periods).toEqual([
    { start: '2023-12-01', requests: 0, quotes: 0, values: [] },
    { start: '2024-01-01', requests: 0, quotes: 0, values: [] },
    { start: '2024-02-01', requests: 0, quotes: 1, values: [{ currency: 'EUR', total: '100.00' }] },
    { start: '2024-03-01', requests: 0, quotes: 0, values: [] },
  ]);
});

test('values are exact beyond what floats hold, by currency, in its own decimals', async () => {
  const { service } = serviceWith({
    quotes: [
      quote('2026-03-01', { minor: 99_999_999_999_999_999n, count: 3, priced: 2 }),
      quote('2026-03-01', { minor: 2n, preparation: 'review' }),
      quote('2026-03-02', { currency: 'JPY', minor: 9176n }),
      quote('2026-03-02', { currency: 'BHD', minor: -1n }),
      quote('2026-03-02', { preparation: 'matching', priced: 0, minor: 0n, currency: 'USD' }),
    ],
  });
  const reply = await service.sales('wsp', { from: '2026-03-01', to: '2026-03-02', period: 'day' });
  expect(reply.values).toEqual([
    { currency: 'BHD', total: '-0.001', quotes: 1 },
    { currency: 'EUR', total: '1000000000000000.01', quotes: 3 },
    { currency: 'JPY', total: '9176', quotes: 1 },
  ]);
  expect(reply.quotes.total).toBe(7);
  expect(reply.quotes.byPreparation).toMatchObject({ ready: 5, review: 1, matching: 1, failed: 0 });
  expect(SalesAnalytics.parse(reply)).toEqual(reply);
});

test('what was cancelled or superseded is counted but has no value', async () => {
  const { service } = serviceWith({
    quotes: [
      quote('2026-03-01', { state: 'accepted', minor: 5n }),
      quote('2026-03-01', { state: 'cancelled' }),
      quote('2026-03-01', { state: 'superseded' }),
      quote('2026-03-01', { preparation: 'cancelled' }),
    ],
  });
  const reply = await service.sales('wsp', { from: '2026-03-01', to: '2026-03-01', period: 'month' });
  expect(reply.values).toEqual([{ currency: 'EUR', total: '0.05', quotes: 1 }]);
  expect(reply.periods).toEqual([
    { start: '2026-03-01', requests: 0, quotes: 4, values: [{ currency: 'EUR', total: '0.05' }] },
  ]);
  expect(reply.quotes.byState).toMatchObject({ accepted: 1, cancelled: 1, superseded: 1, draft: 1, ordered: 0 });
});

test.each([
  ['2026-03-02', '2026-03-01', 'query.to'],
  ['2025-01-01', '2026-02-05', 'query.to'],
  ['2026-03-02', undefined, 'query.to'],
  [undefined, '2026-03-02', 'query.from'],
  ['1969-12-31', '1970-01-02', 'query.from'],
])('the range %s to %s is refused at %s before anything is read', async (from, to, path) => {
  const { service, asked } = serviceWith();
  expect(await refusal(service.sales('wsp', { from, to, period: 'day' }))).toEqual({
    code: 'validation_error',
    issues: [{ path, message: expect.any(String) }],
  });
  expect(asked).toEqual([]);
});

test.each([
  ['2025-01-01', '2026-02-04', 400],
  ['2026-03-01', '2026-03-01', 1],
  ['1970-01-01', '1970-01-02', 2],
  ['9999-12-30', '9999-12-31', 2],
])('the range %s to %s has %i days', async (from, to, days) => {
  const { service } = serviceWith();
  const { periods } = await service.sales('wsp', { from, to, period: 'day' });
  expect(periods).toHaveLength(days);
  expect(periods.at(0)?.start).toBe(from);
  expect(periods.at(-1)?.start).toBe(to);
});
