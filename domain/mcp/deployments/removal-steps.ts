import type { disconnectRemoved } from '../connections/disconnect-removed.ts';
import type { HealthStore } from '../servers/health-store.ts';
import type { DeploymentRef } from './deployment-progress.ts';
import type { DeploymentStepsDeps, StepContext } from './deployment-steps.ts';

export type RemovalSteps = ReturnType<typeof removalSteps>;

type RemovalDeps = Pick<DeploymentStepsDeps, 'servers' | 'deployments' | 'progress' | 'news' | 'agent' | 'now'> & {
  readonly health: Pick<HealthStore, 'forget'>;
  readonly disconnect: ReturnType<typeof disconnectRemoved>;
};

/** The steps of a removal. Each may run again; nothing to remove is no error. */
export const removalSteps = ({
  servers,
  deployments,
  progress,
  news,
  agent,
  health,
  disconnect,
  now,
}: RemovalDeps) => ({
  /** Waits its turn: false while another deployment of the server is being taken back. */
  claim: async (ref: DeploymentRef): Promise<boolean> => {
    const { workspaceId, deploymentId } = ref;
    await deployments.change(workspaceId, deploymentId, { startPending: false });
    const { serverId } = await progress.record(ref);
    const known = await servers.find(workspaceId, serverId);
    if (!known || known.deploymentId === deploymentId) return true;
    // What was taken back meanwhile made the server what it was before; it is still to be removed.
    const taken = { deploymentId, server: { state: 'removing', lastDeploymentId: deploymentId } } as const;
    const claimed = await servers.change(workspaceId, serverId, taken, { deploymentId: null });
    if (claimed) await news.changed(claimed);
    return claimed !== null;
  },

  stop: (ref: DeploymentRef, { attempt }: StepContext): Promise<void> =>
    progress.step(ref, 'stop', attempt, ({ serverId }) => agent.stop(serverId)),

  remove: (ref: DeploymentRef, { attempt }: StepContext): Promise<void> =>
    progress.step(ref, 'remove', attempt, async ({ workspaceId, serverId, startedBy }) => {
      await agent.remove(serverId);
      await servers.delete(workspaceId, serverId);
      // After the server: nobody can connect to it any more.
      await disconnect(workspaceId, serverId, { kind: 'system', id: ref.deploymentId, name: startedBy });
      await health.forget(workspaceId, serverId);
      await news.removed(workspaceId, serverId);
    }),

  finish: async ({ workspaceId, deploymentId }: DeploymentRef): Promise<void> => {
    const over = { state: 'succeeded', endedAt: now().toISOString() } as const;
    await progress.announce(await deployments.change(workspaceId, deploymentId, over, ['running']));
  },
});
