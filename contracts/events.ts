import { z } from 'zod';
import { DocumentStatus, DocumentSummary } from './documents.ts';
import { endpoint } from './kernel/endpoint.ts';
import { Instant } from './kernel/scalars.ts';
import { AgentConnection, McpDeployment } from './mcp-deployments.ts';
import { McpServer } from './mcp-servers.ts';
import { McpTask } from './mcp-calls.ts';
import { QuoteListItem } from './quotes.ts';

/**
 * What an event is about, and the unit of its numbering: `seq` starts at 1 and has no gap within a subject.
 * `workspace` is everything a list needs to stay live; the others carry the detail of one thing.
 */
export const Subject = z.union([
  z.literal('workspace'),
  z.string().regex(/^document:doc_[0-9a-z]{26}$/),
  z.string().regex(/^quote:quo_[0-9a-z]{26}$/),
  /** Everything the admin's lists of servers and deployments need. */
  z.literal('mcp'),
  z.string().regex(/^deployment:dep_[0-9a-z]{26}$/),
  z.string().regex(/^task:tsk_[0-9a-z]{26}$/),
  z.string().regex(/^workflow:[\w:.-]{1,200}$/),
]);
export type Subject = z.infer<typeof Subject>;

/** A step of a workflow, from its history. */
export const WorkflowStep = z.strictObject({
  workflowId: z.string(),
  step: z.string(),
  state: z.enum(['scheduled', 'started', 'completed', 'failed', 'cancelled', 'timed_out']),
  attempt: z.number().int(),
  message: z.string().nullable(),
});

/** Event types with their data (spec row A3). */
export const eventData = {
  document_progress: DocumentStatus,
  document_changed: DocumentSummary,
  document_deleted: z.strictObject({ id: z.string() }),
  quote_changed: QuoteListItem,
  catalog_changed: z.strictObject({ productCount: z.number().int() }),
  workflow_progress: WorkflowStep,
  deployment_status: McpDeployment,
  deployment_log: z.strictObject({
    deploymentId: z.string(),
    seq: z.number().int(),
    at: Instant,
    step: z.string(),
    text: z.string(),
  }),
  server_status: McpServer,
  server_removed: z.strictObject({ id: z.string() }),
  connection_status: AgentConnection,
  task_status: McpTask,
} as const;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;

const envelope = <T extends EventType>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    data: eventData[type],
    timestamp: Instant,
    /** The subject: events with the same `session_id` share one numbering. */
    session_id: z.string(),
    seq: z.number().int().min(1),
  });

/** The envelope of every event, on the socket and over REST (spec row A3). */
export const EventEnvelope = z.discriminatedUnion('type', [
  envelope('document_progress'),
  envelope('document_changed'),
  envelope('document_deleted'),
  envelope('quote_changed'),
  envelope('catalog_changed'),
  envelope('workflow_progress'),
  envelope('deployment_status'),
  envelope('deployment_log'),
  envelope('server_status'),
  envelope('server_removed'),
  envelope('connection_status'),
  envelope('task_status'),
]);
export type EventEnvelope = z.infer<typeof EventEnvelope>;

/** Socket message `join`: watch a subject; the ack holds what came after `after`. */
export const JoinMessage = z.strictObject({ subject: Subject, after: z.number().int().min(0).optional() });
export const LeaveMessage = z.strictObject({ subject: Subject });
/** Ack of `join`. `seq` is the newest number; pass it as `after` when joining again. */
export const JoinReply = z.union([
  z.object({ events: z.array(EventEnvelope), seq: z.number().int() }),
  z.object({ error: z.object({ code: z.string(), message: z.string(), recovery: z.string() }) }),
]);

export const eventEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/events',
    summary: 'Events of a subject after a number, oldest first: the same log that the socket relays',
    access: 'documents:read',
    query: z.strictObject({
      subject: Subject,
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
    reply: z.strictObject({ items: z.array(EventEnvelope), seq: z.number().int() }),
  }),
};
