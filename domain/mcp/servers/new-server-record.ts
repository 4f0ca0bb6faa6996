import type { Identity } from '../../../contracts/access.ts';
import type { NewMcpServer } from '../../../contracts/mcp-servers.ts';
import { newId } from '../../new-id.ts';
import type { McpServerRecord } from '../mcp-server-store.ts';

/** A server that is about to be deployed for the first time. */
export const newServerRecord = (
  { workspaceId, id: addedById }: Pick<Identity, 'workspaceId' | 'id'>,
  { secrets, ...settings }: NewMcpServer,
  sealedSecrets: string | null,
  now: Date,
): McpServerRecord => ({
  workspaceId,
  server: {
    ...settings,
    id: newId('mcp'),
    secretNames: Object.keys(secrets).toSorted(),
    state: 'deploying',
    health: 'unknown',
    cause: null,
    version: null,
    protocolVersion: null,
    toolCount: 0,
    heldToolCount: 0,
    lastDeploymentId: null,
    lastCheckedAt: null,
    latencyMs: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    revision: 1,
  },
  sealedSecrets,
  installation: 0,
  lastInstallation: 0,
  definitions: null,
  toolRules: {},
  addedById,
});
