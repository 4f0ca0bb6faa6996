import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { QuoteActivities } from '../../activities/quotes.ts';
import { taskQueues } from '../../temporal/task-queues.ts';
import { explainFailure } from '../kernel/explain-failure.ts';
import { computation, db, matching } from '../kernel/policies.ts';
import { confirmReview, type PrepareQuoteInput, type QuoteProgress, quoteProgress } from './prepare-quote.messages.ts';

const { matchQuoteLines } = proxyActivities<QuoteActivities>({ ...matching, taskQueue: taskQueues.cpu });
const { renderQuotePdf } = proxyActivities<QuoteActivities>({ ...computation, taskQueue: taskQueues.cpu });
const { priceQuoteLines, resumeQuoteReview, finishQuoteReview, failQuote, cancelQuote } =
  proxyActivities<QuoteActivities>(db);

/** Turns a read document into a priced quote with its PDF; waits for a person when a line needs one (spec row F1). */
export async function prepareQuote(input: PrepareQuoteInput): Promise<void> {
  const progress: QuoteProgress = { stage: input.from };
  setHandler(quoteProgress, () => progress);
  const review = acceptReview(input, progress);
  try {
    const openCount = await draft(input, progress);
    if (openCount > 0) await review();
    progress.stage = 'rendering';
    await renderQuotePdf(input);
    progress.stage = 'ready';
    // A confirmation that was sent twice gets its answer before the workflow ends.
    await condition(allHandlersFinished);
  } catch (error) {
    await CancellationScope.nonCancellable(() => settleFailure(input, error));
    throw error;
  }
}

/** Answers how many lines need a person; a reopened quote always does. */
const draft = async (input: PrepareQuoteInput, progress: QuoteProgress): Promise<number> => {
  if (input.from === 'review') {
    await resumeQuoteReview(input);
    return 1;
  }
  await matchQuoteLines(input);
  progress.stage = 'pricing';
  return (await priceQuoteLines(input)).openCount;
};

/** The update that ends the review. The returned function waits for it, for as long as the person needs. */
const acceptReview = (input: PrepareQuoteInput, progress: QuoteProgress) => {
  let confirmed = false;
  setHandler(
    confirmReview,
    async ({ version }: { version: number }) => {
      await finishQuoteReview(input, version);
      confirmed = true;
    },
    {
      validator: (_confirmation: { version: number }): void => {
        if (progress.stage === 'review' && !confirmed) return;
        const details = { preparation: confirmed ? 'rendering' : progress.stage };
        throw ApplicationFailure.nonRetryable('the quote is not in review', 'quote_not_in_review', details);
      },
    },
  );
  return async (): Promise<void> => {
    progress.stage = 'review';
    await condition(() => confirmed);
  };
};

const settleFailure = async (input: PrepareQuoteInput, error: unknown): Promise<void> => {
  if (isCancellation(error)) return await cancelQuote(input);
  const failure = explainFailure(error);
  if (failure && failure.code !== 'quote_not_found')
    await failQuote(input, { code: failure.code, message: failure.message });
};
