import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { Page } from '../../../contracts/kernel/page.ts';
import type { McpServer, McpServerSettings, McpTool } from '../../../contracts/mcp-servers.ts';
import { actorOf, type AuditLog } from '../../audit/audit-log.ts';
import type { DeploymentAgent } from '../deployment-agent.ts';
import { checkRuntime, runsOnAgent } from '../deployments/server-spec.ts';
import type { McpServerRecord, McpServerStore } from '../mcp-server-store.ts';
import { pageOfList } from '../page-of-list.ts';
import type { HealthStore } from './health-store.ts';
import type { ServerNews } from './server-news.ts';
import { toolsOf } from './server-tools.ts';
import { toolCuration } from './tool-curation.ts';
import { toAuditedServer } from './server-view.ts';

export interface ServerServiceDeps {
  readonly servers: McpServerStore;
  readonly health: HealthStore;
  readonly agent: Pick<DeploymentAgent, 'start' | 'stop' | 'logs'>;
  readonly news: ServerNews;
  readonly audit: AuditLog;
  readonly secrets: {
    seal(values: Readonly<Record<string, string>>): string | null;
    open(record: Pick<McpServerRecord, 'sealedSecrets'>): Record<string, string>;
  };
}

type Loose<T> = { [K in keyof T]?: T[K] | undefined };
export type ServerChange = Loose<McpServerSettings> & {
  readonly revision: number;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
};

export type ServerService = ReturnType<typeof serverService>;

/** Servers as people see and change them (spec row C1). */
export const serverService = (deps: ServerServiceDeps) => {
  const need = needing(deps);
  return {
    record: need,
    list: async (
      workspaceId: string,
      query: {
        search?: string | undefined;
        state?: McpServer['state'] | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ): Promise<Page<McpServerRecord>> => {
      const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const found = (await deps.servers.all(workspaceId)).filter(({ server }) => {
        const text = `${server.name} ${server.title} ${server.description ?? ''}`.toLowerCase();
        return (query.state ?? server.state) === server.state && words.every((word) => text.includes(word));
      });
      return pageOfList(found, ({ server }) => server.name, query);
    },
    tools: async (workspaceId: string, serverId: string): Promise<McpTool[]> => {
      await need(workspaceId, serverId);
      return await toolsOf(await deps.servers.all(workspaceId), serverId);
    },
    healthHistory: async (workspaceId: string, serverId: string) => {
      await need(workspaceId, serverId);
      return await deps.health.list(workspaceId, serverId);
    },
    logs: async (workspaceId: string, serverId: string) => {
      const { server } = await need(workspaceId, serverId);
      return runsOnAgent(server) ? await deps.agent.logs(serverId) : [];
    },
    ...serverChanges(deps),
    ...toolCuration({ ...deps, need }),
    ...serverSwitches(deps),
  };
};

const needing =
  ({ servers }: Pick<ServerServiceDeps, 'servers'>) =>
  async (workspaceId: string, serverId: string): Promise<McpServerRecord> => {
    const record = await servers.find(workspaceId, serverId);
    if (!record) throw fail('mcp_server_not_found', { serverId });
    return record;
  };

const serverChanges = (deps: ServerServiceDeps) => {
  const { servers, news, audit, secrets } = deps;
  const need = needing(deps);
  return {
    /** Throws `mcp_server_not_found`, `version_conflict`, `runtime_not_available`. A secret that is given replaces the old one; "" drops it. */
    update: async (
      identity: Identity,
      serverId: string,
      { revision, secrets: given, ...change }: ServerChange,
    ): Promise<McpServerRecord> => {
      const { workspaceId } = identity;
      const known = await need(workspaceId, serverId);
      if (known.server.revision !== revision) throw fail('version_conflict', { revision: known.server.revision });
      const wanted = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      checkRuntime({ ...known.server, ...wanted });
      const kept = given && withoutEmpty({ ...secrets.open(known), ...given });
      const changed = await servers.change(
        workspaceId,
        serverId,
        {
          ...(kept && { sealedSecrets: secrets.seal(kept) }),
          server: { ...wanted, ...(kept && { secretNames: Object.keys(kept).toSorted() }) },
        },
        { revision },
      );
      if (!changed) throw fail('version_conflict');
      await news.changed(changed);
      await audit.write(workspaceId, actorOf(identity), {
        action: 'mcp_server.update',
        subject: serverId,
        before: toAuditedServer(known),
        after: { ...toAuditedServer(changed), changedSecrets: Object.keys(given ?? {}).toSorted() },
      });
      return changed;
    },
  };
};

const serverSwitches = (deps: ServerServiceDeps) => {
  const { servers, agent, news, audit } = deps;
  const need = needing(deps);
  const turn = async (identity: Identity, serverId: string, to: 'running' | 'stopped'): Promise<McpServerRecord> => {
    const { workspaceId } = identity;
    const known = await need(workspaceId, serverId);
    const { state } = known.server;
    const isThere = to === 'running' ? state === 'running' || state === 'sleeping' : state === 'stopped';
    if (isThere) return known;
    if (known.deploymentId || state === 'deploying' || state === 'removing') throw fail('mcp_deployment_running');
    if (runsOnAgent(known.server))
      await (to === 'running' ? agent.start(serverId, known.installation) : agent.stop(serverId));
    const health = to === 'running' ? 'healthy' : 'unknown';
    const changed = await servers.change(
      workspaceId,
      serverId,
      { failedProbes: 0, causeDetails: null, server: { state: to, health, cause: null, latencyMs: null } },
      { deploymentId: null, states: [state] },
    );
    if (!changed) throw fail('mcp_deployment_running');
    await news.changed(changed);
    await audit.write(workspaceId, actorOf(identity), {
      action: to === 'running' ? 'mcp_server.start' : 'mcp_server.stop',
      subject: serverId,
      before: { title: known.server.title, state },
      after: { title: known.server.title, state: to },
    });
    return changed;
  };
  return {
    /** Throws `mcp_server_not_found`, `mcp_deployment_running`, `server_start_failed`, `agent_unreachable`. */
    start: (identity: Identity, serverId: string) => turn(identity, serverId, 'running'),
    stop: (identity: Identity, serverId: string) => turn(identity, serverId, 'stopped'),
  };
};

const withoutEmpty = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
