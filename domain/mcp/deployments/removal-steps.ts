import { causeOf } from '../cause.ts';
import type { disconnectRemoved } from '../connections/disconnect-removed.ts';
import type { HealthStore } from '../servers/health-store.ts';
import type { DeploymentRef } from './deployment-progress.ts';
import type { DeploymentStepsDeps, StepContext } from './deployment-steps.ts';
import type { DeploymentRecord } from './deployment-store.ts';

export type RemovalSteps = ReturnType<typeof removalSteps>;

type RemovalDeps = Pick<DeploymentStepsDeps, 'servers' | 'deployments' | 'progress' | 'news' | 'agent' | 'now'> & {
  readonly health: Pick<HealthStore, 'forget'>;
  readonly disconnect: ReturnType<typeof disconnectRemoved>;
};

/** The steps of a removal. Each may run again; nothing to remove is no error. */
export const removalSteps = (deps: RemovalDeps) => {
  const show = showing(deps);
  return { claim: claiming(deps, show), ...removing(deps, stepThatWaits(deps, show)) };
};

/** What is tried until it works shows meanwhile what it waits for. */
const showing =
  ({ deployments, progress }: RemovalDeps) =>
  async (ref: DeploymentRef, error: unknown): Promise<void> => {
    const cause = causeOf(error);
    if ((await progress.record(ref)).cause?.code === cause.code) return;
    const { workspaceId, deploymentId } = ref;
    await progress.announce(await deployments.change(workspaceId, deploymentId, { cause }, ['running']));
  };

const stepThatWaits =
  ({ progress }: RemovalDeps, show: ReturnType<typeof showing>) =>
  async (
    ref: DeploymentRef,
    step: 'stop' | 'remove',
    attempt: number,
    work: (deployment: DeploymentRecord) => Promise<void>,
  ): Promise<void> => {
    try {
      await progress.step(ref, step, attempt, work);
    } catch (error) {
      await show(ref, error);
      throw error;
    }
  };

/**
 * Waits its turn: false while another deployment of the server is being taken back. That may wait for the agent in turn;
 * then the removal can be cancelled, or take the server from it to forget it.
 */
const claiming =
  ({ servers, deployments, progress, news, agent }: RemovalDeps, show: ReturnType<typeof showing>) =>
  async (ref: DeploymentRef): Promise<boolean> => {
    const { workspaceId, deploymentId } = ref;
    await deployments.change(workspaceId, deploymentId, { startPending: false });
    const { serverId, cancelRequested, forgetRequested } = await progress.record(ref);
    const known = await servers.find(workspaceId, serverId);
    if (!known || known.deploymentId === deploymentId || cancelRequested) return true;
    // What was taken back meanwhile made the server what it was before; it is still to be removed.
    const taken = { deploymentId, server: { state: 'removing', lastDeploymentId: deploymentId } } as const;
    const free = { deploymentId: forgetRequested ? (known.deploymentId ?? null) : null };
    const claimed = await servers.change(workspaceId, serverId, taken, free);
    if (claimed) await news.changed(claimed);
    else await agent.describe(serverId).catch((error: unknown) => show(ref, error));
    return claimed !== null;
  };

const removing = (
  { servers, deployments, progress, news, agent, health, disconnect, now }: RemovalDeps,
  waiting: ReturnType<typeof stepThatWaits>,
) => ({
  /** `cancelled`: while it waited for the agent. */
  stop: async (ref: DeploymentRef, { attempt }: StepContext): Promise<'stopped' | 'cancelled'> => {
    if ((await progress.record(ref)).cancelRequested) return 'cancelled';
    await waiting(ref, 'stop', attempt, ({ serverId, forgetRequested }) =>
      forgetRequested ? Promise.resolve() : agent.stop(serverId),
    );
    return 'stopped';
  },

  /** `owed`: the agent was not waited for, and still has what is to go. */
  remove: async (ref: DeploymentRef, { attempt }: StepContext): Promise<'gone' | 'owed' | 'cancelled'> => {
    const { workspaceId, serverId, startedBy, cancelRequested, forgetRequested } = await progress.record(ref);
    if (cancelRequested && (await servers.find(workspaceId, serverId)) !== null) return 'cancelled';
    await waiting(ref, 'remove', attempt, async () => {
      if (forgetRequested)
        await progress.log(ref, 'remove', 'forgotten: what is left with the agent goes once it is back');
      else await agent.remove(serverId);
      await servers.delete(workspaceId, serverId);
      // After the server: nobody can connect to it any more.
      await disconnect(workspaceId, serverId, { kind: 'system', id: ref.deploymentId, name: startedBy });
      await health.forget(workspaceId, serverId);
      await news.removed(workspaceId, serverId);
    });
    return forgetRequested ? 'owed' : 'gone';
  },

  /** What an agent has left of a server that was forgotten. */
  sweep: async (ref: DeploymentRef): Promise<void> => agent.remove((await progress.record(ref)).serverId),

  finish: async ({ workspaceId, deploymentId }: DeploymentRef): Promise<void> => {
    const over = { state: 'succeeded', cause: null, endedAt: now().toISOString() } as const;
    await progress.announce(await deployments.change(workspaceId, deploymentId, over, ['running']));
  },
});
