import { cancellationSignal } from '@temporalio/activity';
import type { Reason } from '../contracts/documents.ts';
import type { PreparationService, QuoteRef } from '../domain/quotes/preparation-service.ts';
import { withHeartbeat } from './kernel/with-heartbeat.ts';

export type QuoteActivities = ReturnType<typeof quoteActivities>;

/** Steps of preparing a quote. Each looks at where the quote stands first, so a repeated step changes nothing. */
export const quoteActivities = ({ preparation }: { preparation: PreparationService }) => ({
  createQuote: (workspaceId: string, documentId: string) => preparation.createFromDocument(workspaceId, documentId),
  matchQuoteLines: (ref: QuoteRef) => withHeartbeat(() => preparation.match(ref, cancellationSignal())),
  priceQuoteLines: (ref: QuoteRef) => preparation.price(ref),
  resumeQuoteReview: (ref: QuoteRef) => preparation.resumeReview(ref),
  finishQuoteReview: (ref: QuoteRef, version: number) => preparation.finishReview(ref, version),
  renderQuotePdf: (ref: QuoteRef) => preparation.renderPdf(ref),
  failQuote: (ref: QuoteRef, reason: Reason) => preparation.failed(ref, reason),
  cancelQuote: (ref: QuoteRef) => preparation.cancelled(ref),
});
