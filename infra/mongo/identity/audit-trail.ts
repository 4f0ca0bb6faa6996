import { Schema, type Connection } from 'mongoose';
import { auditLog } from '../../../domain/audit/audit-log.ts';
import type { AuditTrail, IdentityAct } from '../../../domain/identity/identity-stores.ts';
import { newId } from '../../../domain/new-id.ts';
import { createMongoAuditStore } from '../audit-store.ts';
import { tenantScoped } from '../tenant-plugin.ts';

type Stored = IdentityAct & { _id: string; at: Date };

const text = { type: String, required: true } as const;

const actSchema = new Schema<Stored>(
  {
    _id: text,
    actorId: { type: String, default: null },
    action: text,
    subjectId: text,
    details: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, at: -1 });

/** The audit trail: lines are only ever added. */
export const createMongoAuditTrail = (connection: Connection): AuditTrail => {
  const acts = connection.model('AuditAct', actSchema, 'audit');
  const { write } = auditLog({ entries: createMongoAuditStore(connection), now: () => new Date() });
  return {
    write,
    record: async (act) => {
      await acts.insertOne({ ...act, _id: newId('aud'), at: new Date() });
    },
  };
};
