import { fail } from '../../contracts/kernel/fail.ts';
import type { WorkspaceRecord, WorkspaceStore } from './identity-stores.ts';

/** The workspace that an identity or a workflow names. Throws `workspace_not_found`. */
export const workspaceReader = (workspaces: Pick<WorkspaceStore, 'find'>) => ({
  get: async (workspaceId: string): Promise<WorkspaceRecord> => {
    const workspace = await workspaces.find(workspaceId);
    if (!workspace) throw fail('workspace_not_found', { workspaceId });
    return workspace;
  },
});
