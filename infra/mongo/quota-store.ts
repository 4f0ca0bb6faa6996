import { Schema, type Connection } from 'mongoose';
import type { OwnQuotas } from '../../contracts/quotas.ts';
import { noQuotas, type QuotaStore } from '../../domain/quotas/quota-store.ts';
import { tenantScoped } from './tenant-plugin.ts';

interface Stored extends OwnQuotas {
  workspaceId: string;
}

const nullable = { type: Number, default: null };

const quotaSchema = new Schema<Stored>({ mcpServers: nullable, callsPerMinute: nullable }, { versionKey: false })
  .plugin(tenantScoped)
  .index({ workspaceId: 1 }, { unique: true });

/** One document for each workspace that set limits for itself. */
export const createMongoQuotaStore = (connection: Connection): QuotaStore => {
  const quotas = connection.model('Quotas', quotaSchema, 'quotas');
  return {
    find: async (workspaceId) => toQuotas(await quotas.findOne({ workspaceId }).lean<Stored | null>()),
    replace: async (workspaceId, own) =>
      toQuotas(
        await quotas
          .findOneAndUpdate({ workspaceId }, { $set: own }, { upsert: true, returnDocument: 'before' })
          .lean<Stored | null>(),
      ),
  };
};

const toQuotas = (stored: Stored | null): OwnQuotas =>
  stored ? { mcpServers: stored.mcpServers, callsPerMinute: stored.callsPerMinute } : noQuotas;
