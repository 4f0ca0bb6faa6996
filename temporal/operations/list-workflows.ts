import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { WorkflowSummary } from '../../contracts/operations.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import { describeNewest } from '../history/workflow-runs.ts';
import { workspaceOfAttributes } from '../search-attributes.ts';
import { mapLimited } from './map-limited.ts';
import type { Description } from './workflow-description.ts';

export type Wanted = 'problems' | 'running' | 'all';

export interface ListDeps {
  client: Client;
  now: () => Date;
  summarise: (description: Description) => Promise<WorkflowSummary>;
}

/** One query of the index, read page by page; `keeps` picks what the index cannot. */
interface Source {
  query: string;
  keeps: (summary: WorkflowSummary) => boolean;
}

const concurrency = 8;
/** Bounds on what one page may cost. A page that reaches them is short and has a `nextCursor`. */
const maxDescribed = 500;
const maxQueries = 24;
const problemDays = 30;

const Cursor = z.strictObject({ source: z.number().int().min(0).max(2), token: z.string().max(400).nullable() });
type Cursor = z.infer<typeof Cursor>;

/**
 * Workflows of a workspace, one row per workflow id: its newest run. `problems` are those that ended badly in the last
 * 30 days, then those whose work failed and was taken back, and then those that run but are stuck (spec row F2).
 */
export const listWorkflows = async (
  deps: ListDeps,
  workspaceId: string,
  { health, cursor, limit }: { health: Wanted; cursor: string | undefined; limit: number },
): Promise<Page<WorkflowSummary>> => {
  const sources = sourcesOf(health, workspaceId, deps.now());
  const items: WorkflowSummary[] = [];
  let position: Cursor | null = cursor === undefined ? { source: 0, token: null } : readCursor(cursor);
  let described = 0;
  for (let queries = 0; position && queries < maxQueries && described < maxDescribed; queries += 1) {
    const source: Source | undefined = sources[position.source];
    if (!source || items.length >= limit) break;
    const page = await queryIndex(deps.client, source.query, limit - items.length, position.token);
    described += page.runs.length;
    const summaries = await mapLimited(page.runs, concurrency, (run) => summariseNewest(deps, workspaceId, run));
    items.push(...summaries.filter((summary) => summary !== null).filter(source.keeps));
    position = advance(position, page.token, sources.length);
  }
  return { items, nextCursor: position && sources[position.source] ? writeCursor(position) : null };
};

const sourcesOf = (health: Wanted, workspaceId: string, now: Date): Source[] => {
  // Workspace ids come from a verified token and hold no quote.
  const own = `WorkspaceId = '${workspaceId}'`;
  const since = new Date(now.getTime() - problemDays * 86_400_000).toISOString();
  if (health === 'all') return [{ query: own, keeps: () => true }];
  if (health === 'running') return [{ query: `${own} AND ExecutionStatus = 'Running'`, keeps: () => true }];
  const lately = `${own} AND CloseTime > '${since}'`;
  return [
    { query: `${lately} AND ExecutionStatus IN ('Failed', 'TimedOut', 'Terminated')`, keeps: () => true },
    // A deployment that fails takes everything back and so comes to its end.
    {
      query: `${lately} AND ExecutionStatus = 'Completed' AND WorkflowType IN ('deployMcpServer', 'removeMcpServer')`,
      keeps: ({ health: found }) => found === 'failed',
    },
    // The index does not know which running ones are stuck (the server's own mark for it came after 1.29).
    { query: `${own} AND ExecutionStatus = 'Running'`, keeps: ({ health: found }) => found === 'stuck' },
  ];
};

interface Run {
  workflowId: string;
  runId: string;
}

const queryIndex = async (
  client: Client,
  query: string,
  pageSize: number,
  token: string | null,
): Promise<{ runs: Run[]; token: string | null }> => {
  const reply = await client.workflowService.listWorkflowExecutions({
    namespace: client.options.namespace,
    query,
    pageSize,
    ...(token !== null && { nextPageToken: Buffer.from(token, 'base64url') }),
  });
  const runs = (reply.executions ?? []).flatMap(({ execution }) =>
    execution?.workflowId && execution.runId ? [{ workflowId: execution.workflowId, runId: execution.runId }] : [],
  );
  const next = reply.nextPageToken;
  return { runs, token: next?.length ? Buffer.from(next).toString('base64url') : null };
};

/** Null for a run that is not the newest of its workflow any more: it was retried, or started anew. */
const summariseNewest = async (deps: ListDeps, workspaceId: string, run: Run): Promise<WorkflowSummary | null> => {
  const description = await describeNewest(deps.client, run.workflowId);
  if (description?.runId !== run.runId) return null;
  if (workspaceOfAttributes(description.typedSearchAttributes) !== workspaceId) return null;
  return await deps.summarise(description);
};

const advance = ({ source }: Cursor, token: string | null, sourceCount: number): Cursor | null => {
  if (token !== null) return { source, token };
  return source + 1 < sourceCount ? { source: source + 1, token: null } : null;
};

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

const readCursor = (text: string): Cursor => {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (error) {
    const issues = [{ path: 'query.cursor', message: 'is not a cursor of this list' }];
    throw fail('validation_error', { issues }, { cause: error });
  }
};
