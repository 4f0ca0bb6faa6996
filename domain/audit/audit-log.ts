import type { Identity } from '../../contracts/access.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import type { AuditEntry } from '../../contracts/mcp-deployments.ts';
import { newId } from '../new-id.ts';

export interface AuditStore {
  insert(workspaceId: string, entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(
    workspaceId: string,
    query: { subject?: string | undefined; cursor?: string | undefined; limit: number },
  ): Promise<Page<AuditEntry>>;
}

export type AuditLog = ReturnType<typeof auditLog>;

export const actorOf = ({ kind, id, name }: Identity): AuditEntry['actor'] => ({ kind, id, name });

/** Who changed what, with before and after (spec row E5). Whoever writes passes no secret: names of secrets at most. */
export const auditLog = ({ entries, now }: { entries: AuditStore; now: () => Date }) => ({
  write: async (
    workspaceId: string,
    actor: AuditEntry['actor'],
    entry: { action: string; subject: string; before?: unknown; after?: unknown },
  ): Promise<void> => {
    const { action, subject, before = null, after = null } = entry;
    await entries.insert(workspaceId, {
      id: newId('aud'),
      at: now().toISOString(),
      actor,
      action,
      subject,
      before,
      after,
    });
  },
  list: entries.list,
});
