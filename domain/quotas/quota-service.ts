import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { OwnQuotas, Quotas } from '../../contracts/quotas.ts';
import { actorOf, type AuditLog } from '../audit/audit-log.ts';
import type { McpServerStore } from '../mcp/mcp-server-store.ts';
import type { RequestLogStore } from '../mcp/request-log/request-log-store.ts';
import { limitUnder, type QuotaStore } from './quota-store.ts';
import { rememberPerWorkspace } from './remembered-quotas.ts';

export interface QuotaServiceDeps {
  readonly quotas: QuotaStore;
  readonly servers: Pick<McpServerStore, 'all'>;
  readonly log: Pick<RequestLogStore, 'points'>;
  readonly audit: Pick<AuditLog, 'write'>;
  /** What the installation allows every workspace. */
  readonly most: { readonly [Name in keyof OwnQuotas]: number };
  readonly installation: Quotas['installation'];
  /** Tells this process's readers that they remember something old. */
  readonly forget: (workspaceId: string) => void;
  readonly now: () => Date;
}

const minuteMs = 60_000;
/** More calls in a minute than anybody's limit lets through by one caller; the busiest of them shows either way. */
const maxPoints = 20_000;

export type QuotaService = ReturnType<typeof quotaService>;

/** Limits that a workspace sets for itself, below those of the installation, with what is used of them (spec row F3). */
export const quotaService = (deps: QuotaServiceDeps) => {
  const { quotas, servers, log, audit, most, installation, now } = deps;

  const busiestOf = async (workspaceId: string): Promise<Quotas['callsPerMinute']['busiest']> => {
    const from = new Date(now().getTime() - minuteMs).toISOString();
    const points = (await log.points(workspaceId, { from }, maxPoints)).filter(({ method }) => method === 'tools/call');
    const groups = Map.groupBy(points, ({ caller, target }) => `${caller.id} ${target ?? ''}`);
    const [most] = [...groups.values()].toSorted((a, b) => b.length - a.length);
    const [first] = most ?? [];
    return most && first ? { caller: first.caller.name, tool: first.target ?? '', calls: most.length } : null;
  };
  /** Up to that many rows of the log, and the page asks every ten seconds for everybody who has it open. */
  const busiest = rememberPerWorkspace(busiestOf, () => now().getTime());

  const get = async ({ workspaceId }: Pick<Identity, 'workspaceId'>): Promise<Quotas> => {
    const [own, all, busiestNow] = await Promise.all([
      quotas.find(workspaceId),
      servers.all(workspaceId),
      busiest.get(workspaceId),
    ]);
    const of = (name: keyof OwnQuotas) => ({
      own: own[name],
      limit: limitUnder(most[name], own[name]),
      most: most[name],
    });
    return {
      mcpServers: { ...of('mcpServers'), used: all.length },
      callsPerMinute: { ...of('callsPerMinute'), busiest: busiestNow },
      installation,
    };
  };

  return {
    get,
    /** Throws `quota_too_high`. A limit below what is used takes nothing away: it only refuses more. */
    change: async (identity: Identity, wanted: OwnQuotas): Promise<Quotas> => {
      for (const name of ['mcpServers', 'callsPerMinute'] as const)
        if ((wanted[name] ?? 0) > most[name]) throw fail('quota_too_high', { quota: name, most: most[name] });
      const before = await quotas.replace(identity.workspaceId, wanted);
      deps.forget(identity.workspaceId);
      await audit.write(identity.workspaceId, actorOf(identity), {
        action: 'quotas.change',
        subject: 'quotas',
        before,
        after: wanted,
      });
      return get(identity);
    },
  };
};
