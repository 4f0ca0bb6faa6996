import { Schema, type Connection } from 'mongoose';
import type { AgentConnection } from '../../contracts/mcp-deployments.ts';
import type { ConnectionStore } from '../../domain/mcp/connections/connection-store.ts';
import { pageQuery } from './cursor.ts';
import { insertsNew } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

type Stored = Omit<AgentConnection, 'id' | 'connectedAt'> & {
  _id: string;
  workspaceId: string;
  connectedAt: Date;
  /** Server and agent while connected, the own id afterwards: the unique index on it allows one connection at a time. */
  slot: string;
};

const needed = { type: String, required: true };

const connectionSchema = new Schema<Stored>(
  {
    _id: needed,
    agent: needed,
    serverId: needed,
    serverName: needed,
    state: needed,
    latencyMs: { type: Number, default: null },
    capabilities: { type: [String], default: [] },
    connectedBy: needed,
    connectedAt: { type: Date, required: true },
    slot: needed,
  },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, slot: 1 }, { unique: true })
  .index({ workspaceId: 1, serverId: 1, state: 1 })
  .index({ workspaceId: 1, connectedAt: -1, _id: -1 });

const slotOf = (serverId: string, agent: string): string => `${serverId}:${agent}`;

/** Connections between agents and servers in MongoDB. */
export const createMongoConnectionStore = (connection: Connection): ConnectionStore => {
  const connections = connection.model('McpConnection', connectionSchema, 'mcp_connections');
  return {
    insert: (workspaceId, { id, connectedAt, ...rest }) =>
      insertsNew(() =>
        connections.insertOne({
          ...rest,
          _id: id,
          workspaceId,
          connectedAt: new Date(connectedAt),
          slot: slotOf(rest.serverId, rest.agent),
        }),
      ),
    list: async (workspaceId, { serverId, cursor, limit }) => {
      const page = pageQuery({ sort: '-connectedAt', field: 'connectedAt', direction: -1, cursor, limit });
      const rows = await connections
        .find({ workspaceId, ...(serverId !== undefined && { serverId }), ...page.filter })
        .sort(page.sort)
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.connectedAt, toConnection);
    },
    disconnect: async (workspaceId, connectionId) => {
      const before = await connections
        .findOneAndUpdate(
          { workspaceId, _id: connectionId, state: 'connected' },
          { $set: { state: 'disconnected', slot: connectionId } },
          { returnDocument: 'before' },
        )
        .lean<Stored | null>();
      return before && toConnection(before);
    },
    connected: async (workspaceId, serverId) =>
      (await connections.find({ workspaceId, serverId, state: 'connected' }).lean<Stored[]>()).map(toConnection),
    isConnected: async (workspaceId, serverId, agent) =>
      (await connections.countDocuments({ workspaceId, slot: slotOf(serverId, agent) })) > 0,
  };
};

const toConnection = ({
  _id,
  workspaceId: _workspace,
  slot: _slot,
  connectedAt,
  ...rest
}: Stored): AgentConnection => ({
  ...rest,
  id: _id,
  connectedAt: connectedAt.toISOString(),
});
