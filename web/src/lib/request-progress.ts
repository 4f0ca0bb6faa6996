import type { DocumentSummary } from '../../../contracts/documents.ts';
import type { Preparation } from '../../../contracts/quote-preparation.ts';
import type { Tone } from '../ui/badge.tsx';
import { defineWords } from './i18n.ts';

export const progressWords = defineWords({
  read: { en: 'Read', de: 'Gelesen' },
  matched: { en: 'Matched', de: 'Zugeordnet' },
  priced: { en: 'Priced', de: 'Bepreist' },
  ready: { en: 'Ready', de: 'Fertig' },
  waiting: { en: 'Waiting', de: 'Wartet' },
  reading: { en: 'Reading', de: 'Wird gelesen' },
  readingPages: { en: 'Reading {done} of {total}', de: 'Liest {done} von {total}' },
  recognising: { en: 'Finding the lines', de: 'Sucht die Positionen' },
  matching: { en: 'Matching', de: 'Wird zugeordnet' },
  pricing: { en: 'Pricing', de: 'Wird bepreist' },
  needsYou: { en: 'Needs you', de: 'Zu klären' },
  linesNeedYou: {
    en: { one: '{count} line needs you', other: '{count} lines need you' },
    de: '{count} zu klären',
  },
  toConfirm: { en: 'Ready to confirm', de: 'Bereit zur Freigabe' },
  rendering: { en: 'Making the PDF', de: 'PDF entsteht' },
  rejected: { en: 'Cannot be read', de: 'Nicht lesbar' },
  failed: { en: 'Failed', de: 'Fehlgeschlagen' },
  cancelled: { en: 'Cancelled', de: 'Abgebrochen' },
});

export type StepState = 'done' | 'active' | 'needs' | 'failed' | 'todo';

export interface Progress {
  /** Read, matched, priced, ready. */
  steps: readonly [StepState, StepState, StepState, StepState];
  /** Share (0 to 1) of the active step, when it is known. */
  share: number | null;
  word: keyof typeof progressWords;
  values: Readonly<Record<string, number>>;
  tone: Tone;
  /** Something is under way without the person. */
  isLive: boolean;
}

const stop = (steps: Progress['steps'], word: Progress['word'], tone: Tone, values = {}): Progress => ({
  steps,
  share: null,
  word,
  values,
  tone,
  isLive: false,
});
const run = (steps: Progress['steps'], word: Progress['word'], share: number | null = null, values = {}): Progress => ({
  steps,
  share,
  word,
  values,
  tone: 'accent',
  isLive: true,
});

type Counts = Readonly<{ preparation: Preparation; lineCount: number; matchedCount: number; openCount: number }>;

/** Where the preparation of a quote stands, as steps and a word. */
export const quoteProgress = ({ preparation, lineCount, matchedCount, openCount }: Counts): Progress => {
  switch (preparation) {
    case 'matching':
      return run(['done', 'active', 'todo', 'todo'], 'matching', lineCount > 0 ? matchedCount / lineCount : null);
    case 'pricing':
      return run(['done', 'done', 'active', 'todo'], 'pricing');
    case 'review':
      return openCount > 0
        ? stop(['done', 'needs', 'todo', 'todo'], 'linesNeedYou', 'needs', { count: openCount })
        : stop(['done', 'done', 'done', 'needs'], 'toConfirm', 'needs');
    case 'rendering':
      return run(['done', 'done', 'done', 'active'], 'rendering');
    case 'ready':
      return stop(['done', 'done', 'done', 'done'], 'ready', 'done');
    case 'failed':
      return stop(['done', 'failed', 'todo', 'todo'], 'failed', 'failed');
    case 'cancelled':
      return stop(['done', 'todo', 'todo', 'todo'], 'cancelled', 'neutral');
  }
};

type Reading = Pick<DocumentSummary, 'state' | 'stage' | 'done' | 'total' | 'quote'>;

/** Where a request stands, from the upload to the finished quote. */
export const requestProgress = ({ state, stage, done, total, quote }: Reading): Progress => {
  switch (state) {
    case 'uploaded':
      return run(['active', 'todo', 'todo', 'todo'], 'waiting');
    case 'processing':
      if (stage === 'recognise') return run(['active', 'todo', 'todo', 'todo'], 'recognising', 0.95);
      return total > 0
        ? run(['active', 'todo', 'todo', 'todo'], 'readingPages', done / total, { done, total })
        : run(['active', 'todo', 'todo', 'todo'], 'reading');
    case 'rejected':
      return stop(['failed', 'todo', 'todo', 'todo'], 'rejected', 'failed');
    case 'failed':
      return stop(['failed', 'todo', 'todo', 'todo'], 'failed', 'failed');
    case 'cancelled':
      return stop(['todo', 'todo', 'todo', 'todo'], 'cancelled', 'neutral');
    case 'needs_attention':
      return quote ? quoteProgress(quote) : stop(['needs', 'todo', 'todo', 'todo'], 'needsYou', 'needs');
    case 'ready':
      return quote ? quoteProgress(quote) : run(['done', 'active', 'todo', 'todo'], 'matching');
  }
};
