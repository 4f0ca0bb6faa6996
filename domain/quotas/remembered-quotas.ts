import type { OwnQuotas } from '../../contracts/quotas.ts';
import type { QuotaStore } from './quota-store.ts';

/** After so long another process's change counts here. */
const freshMs = 10_000;
const maxWorkspaces = 10_000;

export interface RememberedQuotas {
  get(workspaceId: string): Promise<OwnQuotas>;
  forget(workspaceId: string): void;
}

/** Quotas for what asks with every call: read once in ten seconds for each workspace. */
export const rememberedQuotas = (quotas: Pick<QuotaStore, 'find'>, nowMs: () => number): RememberedQuotas => {
  const known = new Map<string, { readAtMs: number; own: Promise<OwnQuotas> }>();
  return {
    get: (workspaceId) => {
      const found = known.get(workspaceId);
      if (found && nowMs() - found.readAtMs < freshMs) return found.own;
      const own = quotas.find(workspaceId);
      if (known.size >= maxWorkspaces) known.clear();
      known.set(workspaceId, { readAtMs: nowMs(), own });
      own.catch(() => known.delete(workspaceId));
      return own;
    },
    forget: (workspaceId) => void known.delete(workspaceId),
  };
};
