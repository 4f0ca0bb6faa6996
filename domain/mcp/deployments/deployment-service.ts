import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import { actorOf, type AuditLog } from '../../audit/audit-log.ts';
import type { DeploymentProgress } from './deployment-progress.ts';
import type { DeploymentRecord, DeploymentStore } from './deployment-store.ts';

export interface DeploymentServiceDeps {
  readonly deployments: DeploymentStore;
  readonly progress: Pick<DeploymentProgress, 'announce'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

/** Between "stored" and "server taken" a deployment is nobody's yet; the outbox leaves it this long. */
const settlingMs = 5_000;

export type DeploymentService = ReturnType<typeof deploymentService>;

/** Deployments as people watch and end them. */
export const deploymentService = ({ deployments, progress, audit, now }: DeploymentServiceDeps) => {
  const record = async (workspaceId: string, deploymentId: string): Promise<DeploymentRecord> => {
    const found = await deployments.find(workspaceId, deploymentId);
    if (!found) throw fail('mcp_deployment_not_found', { deploymentId });
    return found;
  };
  return {
    record,
    list: deployments.list,
    logs: async (workspaceId: string, deploymentId: string, after: number) => {
      await record(workspaceId, deploymentId);
      return await deployments.logs(workspaceId, deploymentId, after);
    },
    /**
     * Marks it; the caller cancels the workflow. A removal only while it waits for the agent: one that stopped half-way
     * would leave a server that neither runs nor can be started. Throws `mcp_deployment_not_found`, `mcp_deployment_over`,
     * `mcp_deployment_running`.
     */
    cancel: async (identity: Identity, deploymentId: string): Promise<DeploymentRecord> => {
      const { workspaceId } = identity;
      const known = await record(workspaceId, deploymentId);
      if (known.kind === 'remove') needWaiting(known);
      const changed = await deployments.change(workspaceId, deploymentId, { cancelRequested: true }, ['running']);
      if (!changed) throw fail('mcp_deployment_over', { state: known.state });
      await progress.announce(changed);
      await audit.write(workspaceId, actorOf(identity), { action: 'mcp_deployment.cancel', subject: deploymentId });
      return changed;
    },
    /**
     * Ends a removal that waits for the agent: the server is gone here, and what is left there goes once the agent is back.
     * Throws like `cancel`.
     */
    forget: async (identity: Identity, deploymentId: string): Promise<DeploymentRecord> => {
      const { workspaceId } = identity;
      const known = await record(workspaceId, deploymentId);
      needWaiting(known);
      const changed = await deployments.change(workspaceId, deploymentId, { forgetRequested: true }, ['running']);
      if (!changed) throw fail('mcp_deployment_over', { state: known.state });
      await audit.write(workspaceId, actorOf(identity), { action: 'mcp_deployment.forget', subject: deploymentId });
      return changed;
    },
    pendingStarts: (limit: number): Promise<DeploymentRecord[]> =>
      deployments.pendingStarts(limit, new Date(now().getTime() - settlingMs)),
  };
};

/** A removal shows a cause for as long as it waits. */
const needWaiting = ({ kind, state, cause, serverId }: DeploymentRecord): void => {
  if (state !== 'running') throw fail('mcp_deployment_over', { state });
  if (kind !== 'remove' || cause === null) throw fail('mcp_deployment_running', { serverId });
};
