import { Schema, type Connection } from 'mongoose';
import type { AuditEntry } from '../../contracts/mcp-deployments.ts';
import type { AuditStore } from '../../domain/audit/audit-log.ts';
import { pageQuery } from './cursor.ts';
import { tenantScoped } from './tenant-plugin.ts';

/** What was and what is are kept as JSON text: their keys are those of many things, and nobody searches in them. */
interface Stored {
  _id: string;
  workspaceId: string;
  at: Date;
  actor: AuditEntry['actor'];
  action: string;
  subject: string;
  before: string;
  after: string;
}

const needed = { type: String, required: true };

const auditSchema = new Schema<Stored>(
  {
    _id: needed,
    at: { type: Date, required: true },
    actor: { type: Schema.Types.Mixed, required: true },
    action: needed,
    subject: needed,
    before: needed,
    after: needed,
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, at: -1, _id: -1 })
  .index({ workspaceId: 1, subject: 1, at: -1 });

/** The audit in MongoDB: entries are added and read, never changed. */
export const createMongoAuditStore = (connection: Connection): AuditStore => {
  const entries = connection.model('AuditEntry', auditSchema, 'audit_entries');
  return {
    insert: async (workspaceId, { id, at, before, after, ...rest }) => {
      await entries.insertOne({
        ...rest,
        _id: id,
        workspaceId,
        at: new Date(at),
        before: JSON.stringify(before ?? null),
        after: JSON.stringify(after ?? null),
      });
    },
    list: async (workspaceId, { subject, cursor, limit }) => {
      const page = pageQuery({ sort: '-at', field: 'at', direction: -1, cursor, limit });
      const rows = await entries
        .find({ workspaceId, ...(subject !== undefined && { subject }), ...page.filter })
        .sort(page.sort)
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.at, toEntry);
    },
  };
};

const toEntry = ({ _id, at, actor, action, subject, before, after }: Stored): AuditEntry => ({
  id: _id,
  at: at.toISOString(),
  actor,
  action,
  subject,
  before: JSON.parse(before),
  after: JSON.parse(after),
});
