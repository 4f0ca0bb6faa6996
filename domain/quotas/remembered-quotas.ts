import type { OwnQuotas } from '../../contracts/quotas.ts';
import type { QuotaStore } from './quota-store.ts';

/** After so long another process's change counts here. */
const freshMs = 10_000;
const maxWorkspaces = 10_000;

export interface Remembered<T> {
  get(workspaceId: string): Promise<T>;
  forget(workspaceId: string): void;
}

export type RememberedQuotas = Remembered<OwnQuotas>;

/** Read once in ten seconds for each workspace, whoever asks. */
export const rememberPerWorkspace = <T>(
  read: (workspaceId: string) => Promise<T>,
  nowMs: () => number,
): Remembered<T> => {
  const known = new Map<string, { readAtMs: number; value: Promise<T> }>();
  return {
    get: (workspaceId) => {
      const found = known.get(workspaceId);
      if (found && nowMs() - found.readAtMs < freshMs) return found.value;
      const value = read(workspaceId);
      if (known.size >= maxWorkspaces) known.clear();
      known.set(workspaceId, { readAtMs: nowMs(), value });
      value.catch(() => known.delete(workspaceId));
      return value;
    },
    forget: (workspaceId) => void known.delete(workspaceId),
  };
};

/** Quotas for what asks with every call. */
export const rememberedQuotas = (quotas: Pick<QuotaStore, 'find'>, nowMs: () => number): RememberedQuotas =>
  rememberPerWorkspace((workspaceId) => quotas.find(workspaceId), nowMs);
