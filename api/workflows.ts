import { setTimeout as wait } from 'node:timers/promises';
import { type Client, WithStartWorkflowOperation, WorkflowNotFoundError } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { Failure } from '../contracts/kernel/fail.ts';
import type { DocumentRecord } from '../domain/documents/document-store.ts';
import type { TaskRecord } from '../domain/mcp/tasks/task-store.ts';
import type { QuoteRecord } from '../domain/quotes/quote-store.ts';
import { fromApplicationFailure } from '../temporal/failures.ts';
import { reach } from '../temporal/reach.ts';
import { ofWorkspace } from '../temporal/search-attributes.ts';
import { taskQueues } from '../temporal/task-queues.ts';
import {
  processDocumentId,
  type ProcessDocumentInput,
  processDocumentType,
} from '../workflows/documents/process-document.messages.ts';
import { callToolId, type CallToolInput, callToolType, callWoken } from '../workflows/mcp-calls/call-tool.messages.ts';
import {
  confirmReview,
  prepareQuoteId,
  type PrepareQuoteInput,
  prepareQuoteType,
} from '../workflows/quotes/prepare-quote.messages.ts';

/** Closing a review writes to the database once; longer than this and the caller should ask again. */
const updateDeadlineMs = 10_000;
const confirmPausesMs = [50, 100, 200, 400, 800, 1_600] as const;

export type Workflows = ReturnType<typeof createWorkflows>;

/** The calls that every kind of workflow needs, bounded in time. */
const createCalls = (client: Client) => {
  const start = async (type: string, workflowId: string, workspaceId: string, input: unknown): Promise<void> => {
    try {
      await reach(client, () =>
        client.workflow.start(type, {
          workflowId,
          taskQueue: taskQueues.core,
          args: [input],
          typedSearchAttributes: ofWorkspace(workspaceId),
        }),
      );
    } catch (error) {
      // Another process, or an earlier try, started it: that is what was wanted.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };

  const cancel = async (workflowId: string): Promise<boolean> => {
    try {
      await reach(client, () => client.workflow.getHandle(workflowId).cancel());
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };

  /** Starts it if it does not run. */
  const wake = async (type: string, workflowId: string, workspaceId: string, input: unknown): Promise<void> => {
    await reach(client, () =>
      client.workflow.signalWithStart(type, {
        workflowId,
        taskQueue: taskQueues.core,
        args: [input],
        typedSearchAttributes: ofWorkspace(workspaceId),
        signal: callWoken,
      }),
    );
  };

  return { start, cancel, wake };
};

/** The workflows as the API starts, cancels and talks to them. Throws `service_unavailable` while Temporal is away. */
export const createWorkflows = (client: Client) => {
  const { start, cancel, wake } = createCalls(client);
  return {
    startReading: ({ workspaceId, id, run }: Pick<DocumentRecord, 'workspaceId' | 'id' | 'run'>): Promise<void> => {
      const input: ProcessDocumentInput = { workspaceId, documentId: id, run };
      return start(processDocumentType, processDocumentId(input), workspaceId, input);
    },

    /** Whether there was one to cancel. */
    cancelReading: (documentId: string): Promise<boolean> => cancel(processDocumentId({ documentId })),

    startPreparation: ({
      workspaceId,
      id,
      startPending,
    }: Pick<QuoteRecord, 'workspaceId' | 'id' | 'startPending'>): Promise<void> => {
      const input: PrepareQuoteInput = { workspaceId, quoteId: id, from: startPending ?? 'matching' };
      return start(prepareQuoteType, prepareQuoteId(input), workspaceId, input);
    },

    cancelPreparation: (quoteId: string): Promise<boolean> => cancel(prepareQuoteId({ quoteId })),

    /** Tells a durable call what happened to its record. Idempotent. */
    runTaskErrand: async ({
      workspaceId,
      id,
      errand,
    }: Pick<TaskRecord, 'workspaceId' | 'id' | 'errand'>): Promise<void> => {
      const input: CallToolInput = { workspaceId, taskId: id };
      if (errand === 'cancel') await cancel(callToolId(input));
      else if (errand === 'wake') await wake(callToolType, callToolId(input), workspaceId, input);
    },

    /** Ends the review; starts the workflow first when the quote was reopened and nothing waits for the review yet. */
    confirmReview: async (
      { workspaceId, id }: Pick<QuoteRecord, 'workspaceId' | 'id'>,
      version: number,
    ): Promise<void> => {
      const input: PrepareQuoteInput = { workspaceId, quoteId: id, from: 'review' };
      const confirm = async (): Promise<void> => {
        const startWorkflowOperation = new WithStartWorkflowOperation(prepareQuoteType, {
          workflowId: prepareQuoteId(input),
          taskQueue: taskQueues.core,
          args: [input],
          typedSearchAttributes: ofWorkspace(workspaceId),
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
        try {
          await reach(
            client,
            () =>
              client.workflow.executeUpdateWithStart(confirmReview, { startWorkflowOperation, args: [{ version }] }),
            updateDeadlineMs,
          );
        } catch (error) {
          throw fromApplicationFailure(error) ?? error;
        }
      };
      await whileNotYetInReview(confirm);
    },
  };
};

/**
 * The stored quote is in review, but its workflow may be a moment behind: about to reach the review, or about to end
 * after the PDF that was just reopened. Asked again, it or its successor accepts.
 */
const whileNotYetInReview = async (confirm: () => Promise<void>): Promise<void> => {
  for (const pauseMs of confirmPausesMs) {
    try {
      return await confirm();
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'quote_not_in_review') throw error;
      await wait(pauseMs);
    }
  }
  await confirm();
};
