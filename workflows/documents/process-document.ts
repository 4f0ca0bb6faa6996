import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  CancellationScope,
  isCancellation,
  ParentClosePolicy,
  proxyActivities,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { DocumentActivities } from '../../activities/documents.ts';
import type { QuoteActivities } from '../../activities/quotes.ts';
import { ofWorkspace } from '../../temporal/search-attributes.ts';
import { taskQueues } from '../../temporal/task-queues.ts';
import { explainFailure } from '../kernel/explain-failure.ts';
import { computation, db, extraction } from '../kernel/policies.ts';
import { prepareQuoteId } from '../quotes/prepare-quote.messages.ts';
import { prepareQuote } from '../quotes/prepare-quote.ts';
import { type DocumentProgress, documentProgress, type ProcessDocumentInput } from './process-document.messages.ts';

const { extractDocument } = proxyActivities<DocumentActivities>({ ...extraction, taskQueue: taskQueues.cpu });
const { recogniseDocument } = proxyActivities<DocumentActivities>({ ...computation, taskQueue: taskQueues.cpu });
const { finishDocument, rejectDocument, parkDocument, cancelDocument } = proxyActivities<DocumentActivities>(db);
const { createQuote } = proxyActivities<QuoteActivities>(db);

/** Reads a document and hands what was found to `prepareQuote` (spec row F1). */
export async function processDocument(input: ProcessDocumentInput): Promise<void> {
  const progress: DocumentProgress = { stage: 'extract' };
  setHandler(documentProgress, () => progress);
  try {
    const extraction = await extractDocument(input);
    progress.stage = 'recognise';
    await recogniseDocument(input, extraction);
    progress.stage = 'quote';
    await finishDocument(input);
    await startQuote(input);
    progress.stage = 'done';
  } catch (error) {
    await CancellationScope.nonCancellable(() => settleFailure(input, error));
  }
}

/** The quote lives on its own: cancelling or losing the document's workflow does not touch it. */
const startQuote = async ({ workspaceId, documentId }: ProcessDocumentInput): Promise<void> => {
  const { quoteId } = await createQuote(workspaceId, documentId);
  try {
    await startChild(prepareQuote, {
      workflowId: prepareQuoteId({ quoteId }),
      args: [{ workspaceId, quoteId, from: 'matching' }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: ofWorkspace(workspaceId),
    });
  } catch (error) {
    // A step that an operator ran again finds the quote's workflow still at work.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
};

/** A file that cannot be read is an answer, not a failure; anything else stays visible to the operator. */
const settleFailure = async (input: ProcessDocumentInput, error: unknown): Promise<void> => {
  if (isCancellation(error)) {
    await cancelDocument(input);
    throw error;
  }
  const failure = explainFailure(error);
  if (failure?.code === 'document_rejected') {
    const { code, reason } = failure.details;
    await rejectDocument(input, { code: String(code), message: String(reason) });
    return;
  }
  if (failure?.code === 'document_not_found') return;
  if (failure) await parkDocument(input, { code: failure.code, message: failure.message });
  throw error;
};
