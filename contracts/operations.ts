import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { Instant } from './kernel/scalars.ts';

/** How a workflow is doing. `stuck` is running with a problem that does not go away by itself (spec row F2). */
export const WorkflowHealth = z.enum([
  'running',
  'stuck',
  'completed',
  'failed',
  'cancelled',
  'terminated',
  'timed_out',
]);
export type WorkflowHealth = z.infer<typeof WorkflowHealth>;

/** What a workflow can be about. A durable call (`mcp-task`) is its caller's own: an operator sees its tool alone. */
export const WorkflowSubjectKind = z.enum(['document', 'quote', 'mcp-deployment', 'mcp-server', 'mcp-task']);
export type WorkflowSubjectKind = z.infer<typeof WorkflowSubjectKind>;

export const WorkflowSummary = z.strictObject({
  workflowId: z.string(),
  runId: z.string(),
  type: z.string(),
  health: WorkflowHealth,
  /** Plain sentence; null while nothing is wrong. */
  cause: z.string().nullable(),
  /** What it is about, when it still exists. */
  subject: z.strictObject({ kind: WorkflowSubjectKind, id: z.string(), label: z.string() }).nullable(),
  startedAt: Instant,
  closedAt: Instant.nullable(),
});
export type WorkflowSummary = z.infer<typeof WorkflowSummary>;

export const WorkflowStepDetail = z.strictObject({
  step: z.string(),
  state: z.enum(['pending', 'running', 'retrying', 'completed', 'failed', 'cancelled', 'timed_out']),
  attempt: z.number().int(),
  startedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  lastFailure: z.strictObject({ code: z.string(), message: z.string(), raw: z.string() }).nullable(),
  nextRetryAt: Instant.nullable(),
});
export const WorkflowDetail = WorkflowSummary.extend({
  steps: z.array(WorkflowStepDetail),
  /** The step that a retry would run again, with everything after it. */
  retryFrom: z.string().nullable(),
  willRunAgain: z.array(z.string()),
});
export type WorkflowDetail = z.infer<typeof WorkflowDetail>;

const WorkflowParams = z.strictObject({ id: z.string().min(1).max(200) });

export const operationEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/operations/workflows',
    summary: 'Workflows that failed or are stuck, or all of them',
    access: 'operations:read',
    query: PageQuery.extend({ health: z.enum(['problems', 'running', 'all']).default('problems') }),
    reply: pageOf(WorkflowSummary),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/v1/operations/workflows/:id',
    summary: 'Timeline of a workflow: steps, attempts, last failure, next retry',
    access: 'operations:read',
    params: WorkflowParams,
    reply: WorkflowDetail,
  }),
  retryStep: endpoint({
    method: 'post',
    path: '/api/v1/operations/workflows/:id/retry',
    summary: 'Run the failed step again, and what follows it',
    access: 'operations:write',
    status: 202,
    params: WorkflowParams,
    body: z.strictObject({ runId: z.string().max(100) }),
    reply: WorkflowDetail,
  }),
  cancel: endpoint({
    method: 'post',
    path: '/api/v1/operations/workflows/:id/cancel',
    summary: 'Cancel a running workflow',
    access: 'operations:write',
    status: 202,
    params: WorkflowParams,
    body: z.strictObject({ runId: z.string().max(100) }),
    reply: WorkflowDetail,
  }),
};
