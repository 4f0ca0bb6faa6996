import { expect, test } from 'vitest';
import { QuoteState } from '../../contracts/quotes.ts';
import { assertTransition, isTerminal, nextStates, quoteStateAt, reviseQuote } from './quote-states.ts';

test('a quote can go all the way from draft to ordered', () => {
  const way: QuoteState[] = [
    'draft',
    'pending_approval',
    'approved',
    'sent',
    'viewed',
    'accepted',
    'partially_ordered',
    'ordered',
  ];
  for (const [index, state] of way.slice(0, -1).entries()) expect(nextStates(state)).toContain(way[index + 1]);
});

test('terminal states never change', () => {
  const terminal = QuoteState.options.filter(isTerminal);
  expect(terminal.toSorted()).toEqual(['cancelled', 'declined', 'expired', 'ordered', 'superseded']);
  for (const from of terminal) {
    for (const to of QuoteState.options) expect(() => assertTransition(from, to)).toThrow('quote_state_conflict');
  }
});

test('no arrow leads to expired: it is derived, never stored', () => {
  expect(QuoteState.options.filter((state) => nextStates(state).includes('expired'))).toEqual([]);
});

test.each([
  ['draft', 'approved'],
  ['rejected', 'sent'],
  ['accepted', 'declined'],
  ['sent', 'ordered'],
  ['viewed', 'sent'],
] as const)('a quote cannot go from %s to %s', (from, to) => {
  expect(() => assertTransition(from, to)).toThrow(
    expect.objectContaining({
      code: 'quote_state_conflict',
      details: expect.objectContaining({ from, to }),
    }),
  );
});

test.each([
  ['the last second of the last day in Berlin', 'Europe/Berlin', '2026-03-31T21:59:59Z', 'sent'],
  ['midnight after the last day in Berlin', 'Europe/Berlin', '2026-03-31T22:00:00Z', 'expired'],
  ['the same instant in New York, where the day goes on', 'America/New_York', '2026-03-31T22:00:00Z', 'sent'],
  ['midnight in Auckland, half a day before UTC', 'Pacific/Auckland', '2026-03-31T11:00:00Z', 'expired'],
])('expiry counts to the end of the day in the time zone of the tenant: %s', (_name, timeZone, now, expected) => {
  expect(quoteStateAt({ state: 'sent', validUntil: '2026-03-31' }, new Date(now), timeZone)).toBe(expected);
});

test('only sent and viewed quotes expire', () => {
  const at = new Date('2030-01-01T00:00:00Z');
  const states = QuoteState.options.filter((state) => state !== 'expired');
  const expired = states.filter((state) => quoteStateAt({ state, validUntil: '2026-03-31' }, at, 'UTC') === 'expired');
  expect(expired).toEqual(['sent', 'viewed']);
});

test('a revision keeps the number, raises the version and supersedes the old one', () => {
  expect(reviseQuote({ number: 'Q-7', revision: 2, state: 'viewed' })).toEqual({
    number: 'Q-7',
    revision: 3,
    replacedState: 'superseded',
  });
});

test('a declined or expired version keeps its state when it is revised', () => {
  expect(reviseQuote({ number: 'Q-7', revision: 1, state: 'declined' }).replacedState).toBe('declined');
  expect(reviseQuote({ number: 'Q-7', revision: 1, state: 'expired' }).replacedState).toBe('expired');
});

test.each(['draft', 'accepted', 'partially_ordered', 'ordered', 'superseded', 'cancelled'] as const)(
  'a quote that is %s cannot be revised',
  (state) => {
    expect(() => reviseQuote({ number: 'Q-7', revision: 1, state })).toThrow('quote_state_conflict');
  },
);
