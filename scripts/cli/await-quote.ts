import { setTimeout as delay } from 'node:timers/promises';
import { documentEndpoints, type Document } from '../../contracts/documents.ts';
import { quoteEndpoints, type Quote } from '../../contracts/quotes.ts';
import type { Connection } from './local-platform.ts';

/** What is being done, and how much of it: `total` is 0 while nobody knows. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export interface Outcome {
  readonly document: Document;
  /** Null when the document did not become a quote. */
  readonly quote: Quote | null;
}

const pollMs = 200;
const slowPollMs = 1_000;
/** After this long a document is a big one: asking less often costs it nothing. */
const slowAfterMs = 15_000;

/**
 * Waits until a document is a quote that is ready or waits for a person, or until it is clear that it will not be one.
 * Throws when `timeoutMs` passes first.
 */
export const awaitQuote = async (
  { call }: Connection,
  documentId: string,
  onProgress: (progress: Progress) => void,
  timeoutMs: number,
): Promise<Outcome> => {
  const startedAt = performance.now();
  for (;;) {
    const outcome = await look(call, documentId, onProgress);
    if (outcome) return outcome;
    const waitedMs = performance.now() - startedAt;
    if (waitedMs > timeoutMs)
      throw new Error(`Nothing came of ${documentId} within ${Math.round(timeoutMs / 1000)} s.`);
    await delay(waitedMs > slowAfterMs ? slowPollMs : pollMs);
  }
};

const look = async (
  call: Connection['call'],
  documentId: string,
  onProgress: (progress: Progress) => void,
): Promise<Outcome | null> => {
  const document = await call(documentEndpoints.get, { params: { id: documentId } });
  const { state, stage, done, total } = document;
  if (state === 'uploaded' || state === 'processing') {
    onProgress({ stage: state === 'uploaded' ? 'waiting' : stage, done, total });
    return null;
  }
  if (!document.quote) return state === 'ready' ? null : { document, quote: null };
  const { preparation, lineCount, openCount } = document.quote;
  if (preparation === 'matching' || preparation === 'pricing' || preparation === 'rendering') {
    onProgress({ stage: preparation, done: 0, total: 0 });
    return null;
  }
  onProgress({ stage: preparation, done: lineCount - openCount, total: lineCount });
  return { document, quote: await call(quoteEndpoints.get, { params: { id: document.quote.id } }) };
};
