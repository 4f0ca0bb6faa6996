import type { Identity } from '../../contracts/access.ts';
import type { EventEnvelope, Subject } from '../../contracts/events.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { EventLog } from '../../domain/events/event-log.ts';

/** A kind of subject: who may watch it, and where its events come from. */
export interface SubjectSource {
  /** Throws when the subject is not the caller's. */
  requireOwn(identity: Identity, subject: Subject): Promise<unknown>;
  after(
    workspaceId: string,
    subject: Subject,
    after: number,
    limit: number,
  ): Promise<{ items: EventEnvelope[]; seq: number }>;
  /** Calls back when there may be something new. Returns the function that ends it. */
  onNews?(workspaceId: string, subject: Subject, notify: (event?: EventEnvelope) => void): () => void;
}

export interface SubjectDeps {
  events: EventLog;
  documents: { record(workspaceId: string, documentId: string): Promise<unknown> };
  quotes: { record(workspaceId: string, quoteId: string): Promise<unknown> };
  tasks: { requireOwn(identity: Identity, taskId: string): Promise<unknown> };
  deployments: { record(workspaceId: string, deploymentId: string): Promise<unknown> };
  /** Subjects whose events come from the history of a workflow. */
  workflows: SubjectSource;
}

/** Every subject behind one door: ownership is checked the same way for sockets and REST. */
export const createSubjects = ({
  events,
  documents,
  quotes,
  tasks,
  deployments,
  workflows,
}: SubjectDeps): Required<SubjectSource> => {
  const requirePermission = (
    identity: Identity,
    permission: 'documents:read' | 'mcp-servers:read' | 'mcp-tools:use' | 'quotes:read' | 'operations:read',
  ): void => {
    if (!identity.permissions.has(permission)) throw fail('subject_not_found');
  };
  const isWorkflow = (subject: Subject): boolean => subject.startsWith('workflow:');

  return {
    requireOwn: async (identity, subject) => {
      const [kind, id = ''] = subject.split(':', 2);
      // Another tenant's id and an unknown one look the same (threats: BOLA).
      const hidden = (): never => {
        throw fail('subject_not_found');
      };
      if (kind === 'workspace') return requirePermission(identity, 'documents:read');
      if (kind === 'document') {
        requirePermission(identity, 'documents:read');
        return await documents.record(identity.workspaceId, id).catch(hidden);
      }
      if (kind === 'quote') {
        requirePermission(identity, 'quotes:read');
        return await quotes.record(identity.workspaceId, id).catch(hidden);
      }
      if (kind === 'mcp') return requirePermission(identity, 'mcp-servers:read');
      if (kind === 'deployment') {
        requirePermission(identity, 'mcp-servers:read');
        return await deployments.record(identity.workspaceId, id).catch(hidden);
      }
      if (kind === 'task') {
        requirePermission(identity, 'mcp-tools:use');
        return await tasks.requireOwn(identity, id).catch(hidden);
      }
      requirePermission(identity, 'operations:read');
      return await workflows.requireOwn(identity, subject);
    },
    after: (workspaceId, subject, after, limit) =>
      (isWorkflow(subject) ? workflows : events).after(workspaceId, subject, after, limit),
    onNews: (workspaceId, subject, notify) => workflows.onNews?.(workspaceId, subject, notify) ?? (() => undefined),
  };
};

export type Subjects = ReturnType<typeof createSubjects>;
