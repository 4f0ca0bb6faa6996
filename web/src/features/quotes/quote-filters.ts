import type { Preparation } from '../../../../contracts/quote-preparation.ts';
import type { quoteWords } from './quote-words.ts';

export interface QuoteFilter {
  value: string;
  word: keyof typeof quoteWords;
  preparations: Preparation[] | undefined;
}

export const quoteFilters: readonly QuoteFilter[] = [
  { value: 'all', word: 'all', preparations: undefined },
  { value: 'review', word: 'inReview', preparations: ['review'] },
  { value: 'under-way', word: 'underWay', preparations: ['matching', 'pricing', 'rendering'] },
  { value: 'ready', word: 'ready', preparations: ['ready'] },
  { value: 'failed', word: 'failed', preparations: ['failed'] },
  { value: 'cancelled', word: 'cancelled', preparations: ['cancelled'] },
];
