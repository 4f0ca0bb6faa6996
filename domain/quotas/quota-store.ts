import type { OwnQuotas } from '../../contracts/quotas.ts';

export interface QuotaStore {
  /** What the workspace set; nothing but nulls when it never did. */
  find(workspaceId: string): Promise<OwnQuotas>;
  /** Answers what was there before. */
  replace(workspaceId: string, own: OwnQuotas): Promise<OwnQuotas>;
}

export const noQuotas: OwnQuotas = { mcpServers: null, callsPerMinute: null };

/** The limit that holds: the workspace's own, as far as the installation allows it. */
export const limitUnder = (most: number, own: number | null): number => Math.min(most, own ?? most);
