import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpDeployment } from '../../../contracts/mcp-deployments.ts';
import { ownServerNames } from '../../../contracts/mcp-server-source.ts';
import type { McpServer, NewMcpServer } from '../../../contracts/mcp-servers.ts';
import { actorOf, type AuditLog } from '../../audit/audit-log.ts';
import { newId } from '../../new-id.ts';
import type { DeploymentProgress } from '../deployments/deployment-progress.ts';
import type { DeploymentRecord, DeploymentStore } from '../deployments/deployment-store.ts';
import { freshSteps } from '../deployments/deployment-view.ts';
import { checkRuntime } from '../deployments/server-spec.ts';
import type { McpServerRecord, McpServerStore } from '../mcp-server-store.ts';
import { newServerRecord } from './new-server-record.ts';
import type { ServerNews } from './server-news.ts';
import { toAuditedServer } from './server-view.ts';

export interface ServerDeploymentsDeps {
  readonly servers: McpServerStore;
  readonly deployments: DeploymentStore;
  readonly progress: DeploymentProgress;
  readonly news: ServerNews;
  readonly audit: AuditLog;
  readonly sealSecrets: (values: Readonly<Record<string, string>>) => string | null;
  /** How many servers the workspace may have. */
  readonly maxServersOf: (workspaceId: string) => Promise<number>;
  readonly now: () => Date;
}

const ownNames: ReadonlySet<string> = new Set(ownServerNames);

export interface AcceptedDeployment {
  readonly record: McpServerRecord;
  readonly deployment: DeploymentRecord;
}

export type ServerDeployments = ReturnType<typeof serverDeployments>;

/** Accepts deployments and removals. The caller starts the workflow; the outbox does when it cannot. */
export const serverDeployments = (deps: ServerDeploymentsDeps) => {
  const begin = beginning(deps);
  return { ...firstDeployment(deps, begin), ...laterDeployments(deps, begin), ...removals(deps, begin) };
};

type Begin = ReturnType<typeof beginning>;

const beginning = ({ deployments, progress, news }: ServerDeploymentsDeps) => {
  /** The record comes first: with it stored, a crash before the workflow starts loses nothing. */
  const begin = async (
    deployment: DeploymentRecord,
    take: () => Promise<McpServerRecord>,
  ): Promise<AcceptedDeployment> => {
    await deployments.insert(deployment);
    try {
      const record = await take();
      await news.changed(record);
      await progress.announce(deployment);
      return { record, deployment };
    } catch (error) {
      await deployments.delete(deployment.workspaceId, deployment.id);
      throw error;
    }
  };
  return begin;
};

const firstDeployment = (deps: ServerDeploymentsDeps, begin: Begin) => {
  const { servers, audit, now } = deps;
  return {
    /** Throws `mcp_server_limit_reached`, `mcp_server_name_taken`, `runtime_not_available`. */
    deploy: async (identity: Identity, wanted: NewMcpServer): Promise<AcceptedDeployment> => {
      // Ours are there without being deployed, and their names stand before the others'.
      if (wanted.source.kind === 'builtin' || ownNames.has(wanted.name))
        throw fail('mcp_server_name_taken', { name: wanted.name });
      checkRuntime(wanted);
      const { workspaceId } = identity;
      const limit = await deps.maxServersOf(workspaceId);
      if ((await servers.all(workspaceId)).length >= limit) throw fail('mcp_server_limit_reached', { limit });
      const draft = newServerRecord(identity, wanted, deps.sealSecrets(wanted.secrets), now());
      const deployment = newDeployment(draft, identity, 'deploy', now());
      const record = {
        ...draft,
        deploymentId: deployment.id,
        server: { ...draft.server, lastDeploymentId: deployment.id },
      };
      const accepted = await begin(deployment, async () => {
        await servers.insert(record);
        return record;
      });
      await audit.write(workspaceId, actorOf(identity), {
        action: 'mcp_server.deploy',
        subject: record.server.id,
        after: toAuditedServer(record),
      });
      return accepted;
    },
  };
};

const finding =
  ({ servers }: Pick<ServerDeploymentsDeps, 'servers'>) =>
  async (workspaceId: string, serverId: string): Promise<McpServerRecord> => {
    const record = await servers.find(workspaceId, serverId);
    if (!record) throw fail('mcp_server_not_found', { serverId });
    return record;
  };

const serving: readonly McpServer['state'][] = ['running', 'sleeping'];

const laterDeployments = (deps: ServerDeploymentsDeps, begin: Begin) => {
  const { servers, audit, now } = deps;
  const need = finding(deps);
  return {
    /** Throws `mcp_server_not_found`, `mcp_deployment_running`. */
    redeploy: async (identity: Identity, serverId: string, version: string | null): Promise<AcceptedDeployment> => {
      const { workspaceId } = identity;
      const known = await need(workspaceId, serverId);
      const { source } = known.server;
      if (known.server.state === 'deploying' || known.server.state === 'removing')
        throw fail('mcp_deployment_running', { serverId });
      const serves = serving.includes(known.server.state);
      const isUpgrade = version !== null && (source.kind === 'npm' || source.kind === 'pypi');
      const deployment = newDeployment(
        known,
        identity,
        isUpgrade ? 'upgrade' : 'redeploy',
        now(),
        isUpgrade ? version : null,
      );
      const accepted = await begin(deployment, async () => {
        const taken = await servers.change(
          workspaceId,
          serverId,
          {
            deploymentId: deployment.id,
            // Who runs goes on answering while the next installation is built beside it.
            server: { lastDeploymentId: deployment.id, ...(!serves && { state: 'deploying' }) },
          },
          { deploymentId: null, states: serves ? serving : [known.server.state] },
        );
        if (taken) return taken;
        await need(workspaceId, serverId);
        throw fail('mcp_deployment_running', { serverId });
      });
      await audit.write(workspaceId, actorOf(identity), {
        action: `mcp_server.${deployment.kind}`,
        subject: serverId,
        before: toAuditedServer(known),
        after: { version },
      });
      return accepted;
    },
  };
};

const removals = (deps: ServerDeploymentsDeps, begin: Begin) => {
  const { servers, deployments, audit, now } = deps;
  const need = finding(deps);
  return {
    /** Answers the removal to start, and the deployment that has to be cancelled first. Throws `mcp_server_not_found`, `mcp_deployment_running`. */
    remove: async (
      identity: Identity,
      serverId: string,
    ): Promise<{ deployment: DeploymentRecord; cancels: string | null }> => {
      const { workspaceId } = identity;
      const known = await need(workspaceId, serverId);
      const deployment = newDeployment(known, identity, 'remove', now());
      const { record } = await begin(deployment, async () => {
        const states = ['deploying', 'running', 'sleeping', 'stopped', 'failed'] as const;
        // Nobody looks at it any more: what was seen last says nothing.
        const gone = { state: 'removing', health: 'unknown' } as const;
        const marked = await servers.change(workspaceId, serverId, { server: gone }, { states });
        if (marked) return marked;
        await need(workspaceId, serverId);
        throw fail('mcp_deployment_running', { serverId });
      });
      const cancels = record.deploymentId ?? null;
      if (cancels !== null) await deployments.change(workspaceId, cancels, { cancelRequested: true }, ['running']);
      await audit.write(workspaceId, actorOf(identity), {
        action: 'mcp_server.remove',
        subject: serverId,
        before: toAuditedServer(known),
      });
      return { deployment, cancels };
    },
  };
};

const newDeployment = (
  record: McpServerRecord,
  identity: Identity,
  kind: McpDeployment['kind'],
  now: Date,
  version: string | null = null,
): DeploymentRecord => ({
  workspaceId: record.workspaceId,
  id: newId('dep'),
  serverId: record.server.id,
  serverName: record.server.name,
  kind,
  state: 'running',
  steps: freshSteps(kind),
  cause: null,
  startedBy: identity.name,
  startedAt: now.toISOString(),
  endedAt: null,
  startPending: true,
  cancelRequested: false,
  installation: 0,
  version,
  before: null,
  stateBefore: kind === 'deploy' ? null : record.server.state,
  revision: 1,
});
