import { errorTable } from '../../../contracts/errors.ts';
import { Failure } from '../../../contracts/kernel/fail.ts';
import type { DeploymentStep, DeploymentStepName } from '../../../contracts/mcp-deployments.ts';
import { causeOf, type StoredCause } from '../cause.ts';
import type { DeploymentRef } from './deployment-progress.ts';
import type { DeploymentRecord } from './deployment-store.ts';
import type { DeploymentStepsDeps } from './deployment-steps.ts';

export type DeploymentUndo = ReturnType<typeof deploymentUndo>;

type UndoDeps = Pick<DeploymentStepsDeps, 'servers' | 'deployments' | 'progress' | 'news' | 'agent' | 'now'>;

/** What takes a deployment back, step by step. Each may run again, also when there is nothing to take back. */
export const deploymentUndo = ({ servers, deployments, progress, news, agent, now }: UndoDeps) => {
  const record = progress.record;

  return {
    /** Shows which step failed and why, before anything is taken back. Null: it was cancelled. */
    noteFailure: async (ref: DeploymentRef, cause: StoredCause | null): Promise<void> => {
      const { steps } = await record(ref);
      const running = steps.find(({ state }) => state === 'running');
      if (cause) await deployments.change(ref.workspaceId, ref.deploymentId, { cause }, ['running']);
      if (!running) return;
      await progress.mark(ref, {
        [running.name]: { state: cause ? 'failed' : 'undone', endedAt: now().toISOString() },
      });
      if (cause) await progress.log(ref, running.name, cause.raw ?? cause.code);
    },

    /** Ends what was started, and starts again what ran before. */
    restartBefore: async (ref: DeploymentRef): Promise<void> => {
      const { serverId, before } = await record(ref);
      const ran = before !== null && before.installation > 0;
      if (ran && (before.state === 'running' || before.state === 'sleeping')) {
        try {
          await agent.start(serverId, before.installation);
        } catch (error) {
          const { code, raw } = causeOf(error);
          if (!(error instanceof Failure) || errorTable[error.code].retryable) throw error;
          await progress.log(ref, 'start', `what ran before does not start any more: ${raw ?? code}`);
          await servers.change(ref.workspaceId, serverId, { server: { state: 'failed' } });
          return;
        }
        return await progress.log(ref, 'start', `went back to installation ${before.installation}, which ran before`);
      }
      await agent.stop(serverId);
    },

    /** Deletes the installation; of a first deployment, all there is of the server. */
    removeInstallation: async (ref: DeploymentRef): Promise<void> => {
      const { serverId, kind, installation } = await record(ref);
      if (kind === 'deploy') await agent.remove(serverId);
      else if (installation > 0) await agent.remove(serverId, installation);
    },

    /** Makes the server what it was, gives it free, and ends the record of the deployment. */
    settle: async (ref: DeploymentRef, outcome: 'failed' | 'cancelled'): Promise<void> => {
      const deployment = await record(ref);
      const { workspaceId, serverId, kind, id } = deployment;
      if (kind === 'deploy') {
        const known = await servers.find(workspaceId, serverId);
        if (known?.deploymentId === id) await servers.delete(workspaceId, serverId);
        await news.removed(workspaceId, serverId);
      } else await restore({ servers, news }, deployment);
      await progress.mark(ref, takenBack(deployment.steps));
      const over = { state: outcome, endedAt: now().toISOString(), startPending: false } as const;
      await progress.announce(await deployments.change(workspaceId, id, over, ['running']));
    },
  };
};

/** What the deployment changed is as it was before, and nobody holds the server any more. */
const restore = async (
  { servers, news }: Pick<UndoDeps, 'servers' | 'news'>,
  { workspaceId, serverId, id, before, stateBefore, cause, kind, steps }: DeploymentRecord,
): Promise<void> => {
  const known = await servers.find(workspaceId, serverId);
  if (known?.deploymentId !== id) return;
  const back = before && {
    definitions: before.definitions,
    toolRules: before.toolRules,
    installation: before.installation,
  };
  const former = before?.state ?? (stateBefore === 'deploying' ? 'failed' : (stateBefore ?? 'failed'));
  const isStopped = kind === 'remove' && steps.some(({ name, state: at }) => name === 'stop' && at === 'done');
  const held = known.server.state === 'deploying' || (kind === 'remove' && known.server.state === 'removing');
  const state = held ? (isStopped ? 'stopped' : former) : known.server.state;
  const tells = state === 'failed' && cause !== null;
  const changed = await servers.change(
    workspaceId,
    serverId,
    {
      ...back,
      deploymentId: null,
      // One that was failed before and was not tried again to the end keeps its reason.
      ...(tells ? { causeDetails: cause.details } : state !== 'failed' && { causeDetails: null }),
      server: {
        state,
        ...(tells
          ? { cause: { code: cause.code, message: '', recovery: '', raw: cause.raw } }
          : state !== 'failed' && { cause: null }),
        ...(before && { source: before.source, version: before.version, protocolVersion: before.protocolVersion }),
      },
    },
    { deploymentId: id },
  );
  if (changed) await news.changed(changed);
};

const takenBack = (
  steps: readonly DeploymentStep[],
): Partial<Record<DeploymentStepName, Partial<Omit<DeploymentStep, 'name'>>>> =>
  Object.fromEntries(
    steps
      .filter(({ state }) => state === 'waiting' || state === 'done' || state === 'running')
      .map(({ name, state }) => [name, { state: state === 'waiting' ? 'skipped' : 'undone' } as const]),
  );
