import { defineQuery, defineUpdate } from '@temporalio/workflow';

export interface PrepareQuoteInput {
  workspaceId: string;
  quoteId: string;
  /** `review`: a person changed a finished quote, so only the review and the PDF are due. */
  from: 'matching' | 'review';
}

export const prepareQuoteType = 'prepareQuote';

export const prepareQuoteId = ({ quoteId }: Pick<PrepareQuoteInput, 'quoteId'>): string => `quote-${quoteId}`;

export interface QuoteProgress {
  stage: 'matching' | 'pricing' | 'review' | 'rendering' | 'ready';
}

export const quoteProgress = defineQuery<QuoteProgress>('quoteProgress');

/** A person is done with the review of exactly this version of the quote. Refused outside the review. */
export const confirmReview = defineUpdate<void, [{ version: number }]>('confirmReview');
