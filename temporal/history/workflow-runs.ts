import { type Client, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { HistoryEvent } from './history-event.ts';

const pageSize = 1_000;
const maxListedRuns = 1_000;
/** The gRPC code "not found". */
const notFound: ReadonlySet<number> = new Set([5]);

/** Ids that may stand in a visibility query as they are. */
const plainId = /^[\w:.-]{1,200}$/;

export interface HistoryPage {
  events: readonly HistoryEvent[];
  /** Where the next page starts; null once the run is over and read whole. */
  nextPageToken: Uint8Array | null;
}

/** One page of a run's history. With `wait`, an open run answers when something happens, or empty after a while. */
export const readHistoryPage = async (
  client: Client,
  run: { workflowId: string; runId: string },
  { wait, nextPageToken }: { wait: boolean; nextPageToken: Uint8Array | null },
): Promise<HistoryPage> => {
  const reply = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: run,
    waitNewEvent: wait,
    maximumPageSize: pageSize,
    ...(nextPageToken && { nextPageToken }),
  });
  return {
    events: reply.history?.events ?? [],
    nextPageToken: reply.nextPageToken?.length ? reply.nextPageToken : null,
  };
};

/** What has happened in a run up to now. */
export const readHistory = async (
  client: Client,
  run: { workflowId: string; runId: string },
): Promise<HistoryEvent[]> => {
  const events: HistoryEvent[] = [];
  let nextPageToken: Uint8Array | null = null;
  do {
    const page: HistoryPage = await readHistoryPage(client, run, { wait: false, nextPageToken });
    events.push(...page.events);
    ({ nextPageToken } = page);
  } while (nextPageToken);
  return events;
};

/**
 * Every run of a workflow id that the server still keeps, oldest first; empty when there is none. The index may lag
 * behind by a moment, so the newest run is asked for by itself.
 */
export const listRuns = async (client: Client, workflowId: string): Promise<string[]> => {
  if (!plainId.test(workflowId)) return [];
  const newest = await describeNewest(client, workflowId);
  if (!newest) return [];
  const listed: { runId: string; startedMs: number }[] = [];
  for await (const { runId, startTime } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    if (runId !== newest.runId) listed.push({ runId, startedMs: startTime.getTime() });
    if (listed.length >= maxListedRuns) break;
  }
  const older = listed.toSorted((a, b) => a.startedMs - b.startedMs).map(({ runId }) => runId);
  return [...older, newest.runId];
};

/** The newest run as the server knows it; null when there is no such workflow. */
export const describeNewest = async (client: Client, workflowId: string) => {
  if (!plainId.test(workflowId)) return null;
  try {
    return await client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** Whether a call failed because what it asked for does not exist (any more). */
export const isGone = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && notFound.has(error.code));
