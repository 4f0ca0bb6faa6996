import type { Page } from '../../contracts/kernel/page.ts';
import type { Preparation } from '../../contracts/quote-preparation.ts';
import type { Quote, QuoteListItem } from '../../contracts/quotes.ts';

/** Where the preparation of a quote begins: anew, or at the review after a person changed something. */
export type PreparationStart = 'matching' | 'review';

/** A quote as it is stored. */
export interface QuoteRecord extends Quote {
  workspaceId: string;
  /** What the quote was made from; unique, so that a repeated step makes no second quote. */
  sourceKey: string;
  /** The version whose review a person closed; makes closing it twice the same as once. */
  confirmedVersion: number | null;
  /** Set until the workflow works on it: the outbox of the start. */
  startPending: PreparationStart | null;
}

export type QuoteChange = Partial<
  Omit<QuoteRecord, 'id' | 'workspaceId' | 'number' | 'sourceKey' | 'createdAt' | 'updatedAt' | 'version'>
>;

export interface QuoteFilter {
  preparations: readonly Preparation[];
  customerId: string | undefined;
  search: string | undefined;
  cursor: string | undefined;
  limit: number;
}

/** A change happens only if the stored quote still fits; the conditions are part of the one write. */
export interface QuoteGuard {
  preparations?: readonly Preparation[];
  version?: number;
}

export interface QuoteStore {
  /** False when a quote with the same source exists. */
  insert(record: QuoteRecord): Promise<boolean>;
  find(workspaceId: string, quoteId: string): Promise<QuoteRecord | null>;
  findBySource(workspaceId: string, sourceKey: string): Promise<QuoteRecord | null>;
  list(workspaceId: string, filter: QuoteFilter): Promise<Page<QuoteListItem>>;
  /** The changed record; null when there is none or a guard does not hold. Raises `version`. */
  change(workspaceId: string, quoteId: string, change: QuoteChange, guard?: QuoteGuard): Promise<QuoteRecord | null>;
  /** A workflow works on the quote now: bookkeeping, so `version` stays. */
  noteStarted(workspaceId: string, quoteId: string): Promise<void>;
  /** The next number of a series, counted from 1. Every number is drawn once. */
  drawNumber(workspaceId: string, series: string): Promise<number>;
  /** Across workspaces, for the outbox alone: quotes that no workflow works on yet, longest waiting first. */
  pendingStarts(limit: number): Promise<QuoteRecord[]>;
}
