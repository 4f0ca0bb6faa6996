import { fail } from '../../contracts/kernel/fail.ts';
import type { QuoteState } from '../../contracts/quotes.ts';

/**
 * Where a quote may go from each state (money rules, "Quote states"). Approval may be skipped; a customer may answer without
 * having opened the quote. `expired` is never stored, so no arrow leads to it: see `quoteStateAt`.
 */
const arrows: Readonly<Record<QuoteState, readonly QuoteState[]>> = {
  draft: ['pending_approval', 'sent', 'cancelled'],
  pending_approval: ['approved', 'rejected', 'superseded', 'cancelled'],
  approved: ['sent', 'superseded', 'cancelled'],
  rejected: ['superseded', 'cancelled'],
  sent: ['viewed', 'accepted', 'declined', 'superseded', 'cancelled'],
  viewed: ['accepted', 'declined', 'superseded', 'cancelled'],
  accepted: ['partially_ordered', 'ordered'],
  partially_ordered: ['ordered'],
  declined: [],
  expired: [],
  superseded: [],
  cancelled: [],
  ordered: [],
};

/** States a quote may go to from this one; none for a terminal state. */
export const nextStates = (state: QuoteState): readonly QuoteState[] => arrows[state];

/** Whether the state never changes again. */
export const isTerminal = (state: QuoteState): boolean => arrows[state].length === 0;

/** Throws `quote_state_conflict` unless the quote may go from one state to the other. Pass the state of `quoteStateAt`. */
export const assertTransition = (from: QuoteState, to: QuoteState): void => {
  if (!arrows[from].includes(to)) throw fail('quote_state_conflict', { from, to, allowed: nextStates(from) });
};

interface Validity {
  readonly state: QuoteState;
  /** The last day the quote holds, YYYY-MM-DD. */
  readonly validUntil: string;
}

/**
 * The state as of an instant: a sent or viewed quote is `expired` once its last day has ended in the tenant's time zone
 * (an IANA name). Every other state is the stored one.
 */
export const quoteStateAt = ({ state, validUntil }: Validity, now: Date, timeZone: string): QuoteState =>
  (state === 'sent' || state === 'viewed') && dayIn(timeZone, now) > validUntil ? 'expired' : state;

/** The calendar day, YYYY-MM-DD, that an instant falls on in a time zone. */
const dayIn = (timeZone: string, instant: Date): string => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
};

/** The version of a quote that is replaced by a revision, and what becomes of it. */
export interface Revision {
  readonly number: string;
  readonly revision: number;
  /** What the replaced version is stored as: superseded, or the terminal state it keeps. Either way it is no longer the current one. */
  readonly replacedState: QuoteState;
}

const keepsItsState: readonly QuoteState[] = ['declined', 'expired'];

/**
 * A revision keeps the number, raises the version and supersedes the old one, so that exactly one version is current. A declined
 * or expired version stays what it is, since terminal states never change. Throws `quote_state_conflict` where there is nothing to revise: a draft
 * is edited in place, an accepted quote is a contract, a superseded or cancelled one is history.
 */
export const reviseQuote = (quote: { number: string; revision: number; state: QuoteState }): Revision => {
  const kept = keepsItsState.includes(quote.state);
  if (!kept) assertTransition(quote.state, 'superseded');
  return { number: quote.number, revision: quote.revision + 1, replacedState: kept ? quote.state : 'superseded' };
};
