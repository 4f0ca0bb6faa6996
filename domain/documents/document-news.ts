import type { EventLog } from '../events/event-log.ts';
import type { DocumentRecord } from './document-store.ts';
import { toStatus, toSummary } from './document-view.ts';

/** Tells whoever watches what became of a document. Telling the same thing twice leaves one event. */
export const documentNews = (events: EventLog) => ({
  /** To the list of requests. */
  announce: async (record: DocumentRecord): Promise<void> => {
    await events.append({
      workspaceId: record.workspaceId,
      subject: 'workspace',
      type: 'document_changed',
      data: toSummary(record),
      key: `${record.id}:${record.version}`,
    });
  },

  /** To whoever looks at this one document. */
  publishProgress: async (record: DocumentRecord): Promise<void> => {
    const { workspaceId, id, run, state, stage, done, total } = record;
    await events.append({
      workspaceId,
      subject: `document:${id}`,
      type: 'document_progress',
      data: toStatus(record),
      key: `${run}:${state}:${stage}:${done}/${total}`,
    });
  },
});

export type DocumentNews = ReturnType<typeof documentNews>;
