import { newId } from '../new-id.ts';
import type { Clock } from './credential-ports.ts';
import type { WorkspaceRecord, WorkspaceStore } from './identity-stores.ts';

export interface WorkspaceService {
  /** The workspace of that name, created when there is none. */
  ensureWorkspace(name: string, settings?: { currency?: string; timeZone?: string }): Promise<WorkspaceRecord>;
}

export const createWorkspaceService = ({
  workspaces,
  clock,
}: {
  workspaces: WorkspaceStore;
  clock: Clock;
}): WorkspaceService => ({
  ensureWorkspace: (name, { currency = 'EUR', timeZone = 'Europe/Berlin' } = {}) => {
    const now = clock();
    return workspaces.ensure({
      id: newId('wsp', now.getTime()),
      name: name.trim(),
      currency,
      timeZone,
      createdAt: now,
    });
  },
});
