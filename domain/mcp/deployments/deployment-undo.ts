import { errorTable } from '../../../contracts/errors.ts';
import { fail, Failure } from '../../../contracts/kernel/fail.ts';
import type { DeploymentStep, DeploymentStepName } from '../../../contracts/mcp-deployments.ts';
import { causeOf, type StoredCause } from '../cause.ts';
import type { DeploymentRef } from './deployment-progress.ts';
import type { DeploymentRecord } from './deployment-store.ts';
import type { DeploymentStepsDeps, StepContext } from './deployment-steps.ts';

export type DeploymentUndo = ReturnType<typeof deploymentUndo>;

type UndoDeps = Pick<DeploymentStepsDeps, 'servers' | 'deployments' | 'progress' | 'news' | 'agent' | 'now'>;

/** What takes a deployment back, step by step. Each may run again, also when there is nothing to take back. */
export const deploymentUndo = ({ servers, deployments, progress, news, agent, now }: UndoDeps) => {
  const record = progress.record;
  const patiently = undoThatWaits({ servers, deployments, progress });

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
    restartBefore: (ref: DeploymentRef, { attempt }: StepContext): Promise<void> =>
      patiently(ref, 'start', attempt, async ({ serverId, before }) => {
        const ran = before !== null && before.installation > 0;
        if (!ran || (before.state !== 'running' && before.state !== 'sleeping')) return await agent.stop(serverId);
        try {
          await agent.start(serverId, before.installation);
        } catch (error) {
          const { code, raw } = causeOf(error);
          if (!(error instanceof Failure) || errorTable[error.code].retryable) throw error;
          await progress.log(ref, 'start', `what ran before does not start any more: ${raw ?? code}`);
          await servers.change(ref.workspaceId, serverId, { server: { state: 'failed' } });
          return;
        }
        await progress.log(ref, 'start', `went back to installation ${before.installation}, which ran before`);
      }),

    /** Deletes the installation; of a first deployment, all there is of the server. */
    removeInstallation: (ref: DeploymentRef, { attempt }: StepContext): Promise<void> =>
      patiently(ref, 'create', attempt, async ({ serverId, kind, installation }) => {
        if (kind === 'deploy') await agent.remove(serverId);
        else if (installation > 0) await agent.remove(serverId, installation);
      }),

    /** Makes the server what it was, gives it free, and ends the record of the deployment. */
    settle: async (ref: DeploymentRef, outcome: 'failed' | 'cancelled'): Promise<void> => {
      const deployment = await record(ref);
      const { workspaceId, serverId, kind, id } = deployment;
      if (kind === 'deploy') {
        const known = await servers.find(workspaceId, serverId);
        if (known?.deploymentId === id) await servers.delete(workspaceId, serverId);
        await news.removed(workspaceId, serverId);
      } else if (kind === 'remove') await dropRemoval({ servers, news }, deployment);
      if (kind !== 'deploy') await restore({ servers, news }, deployment);
      await progress.mark(ref, takenBack(deployment.steps));
      const endedAt = now().toISOString();
      // Of one that was cancelled the cause is what it waited for.
      const over = { state: outcome, endedAt, startPending: false, ...(outcome === 'cancelled' && { cause: null }) };
      await progress.announce(await deployments.change(workspaceId, id, over, ['running']));
    },
  };
};

/**
 * What takes back waits for the agent as long as it takes, and shows that it does. Of a server that was forgotten meanwhile
 * nothing is taken back: its removal does that.
 */
const undoThatWaits =
  ({ servers, deployments, progress }: Pick<UndoDeps, 'servers' | 'deployments' | 'progress'>) =>
  async (
    ref: DeploymentRef,
    step: DeploymentStepName,
    attempt: number,
    work: (deployment: DeploymentRecord) => Promise<void>,
  ): Promise<void> => {
    const deployment = await progress.record(ref);
    const { workspaceId, deploymentId } = ref;
    if ((await servers.find(workspaceId, deployment.serverId)) === null) return;
    try {
      await work(deployment);
    } catch (error) {
      const cause = causeOf(error);
      if (attempt === 1) await progress.log(ref, step, `taking it back waits: ${cause.raw ?? cause.code}`);
      // Why it failed says more than why it is not taken back yet.
      if (deployment.cause === null)
        await progress.announce(await deployments.change(workspaceId, deploymentId, { cause }, ['running']));
      throw error;
    }
  };

/** A removal that was cancelled while another deployment still had the server. */
const dropRemoval = async (
  { servers, news }: Pick<UndoDeps, 'servers' | 'news'>,
  { workspaceId, serverId, id, stateBefore }: DeploymentRecord,
): Promise<void> => {
  const known = await servers.find(workspaceId, serverId);
  if (!known || known.deploymentId === id || known.server.state !== 'removing') return;
  const { deploymentId = null } = known;
  const state = deploymentId === null && stateBefore === 'deploying' ? 'failed' : (stateBefore ?? 'failed');
  const changed = await servers.change(workspaceId, serverId, { server: { state } }, { deploymentId });
  // The other one ended in this moment: the step is tried again.
  if (!changed) throw fail('version_conflict');
  await news.changed(changed);
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
