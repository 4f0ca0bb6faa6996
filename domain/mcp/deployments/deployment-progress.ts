import { fail } from '../../../contracts/kernel/fail.ts';
import type { DeploymentStep, DeploymentStepName } from '../../../contracts/mcp-deployments.ts';
import type { EventLog } from '../../events/event-log.ts';
import type { DeploymentRecord, DeploymentStore } from './deployment-store.ts';
import { toDeployment } from './deployment-view.ts';

export interface DeploymentRef {
  readonly workspaceId: string;
  readonly deploymentId: string;
}

export interface ProgressDeps {
  readonly deployments: DeploymentStore;
  readonly events: EventLog;
  readonly now: () => Date;
}

const maxLineLength = 2_000;

/** Keeps where a deployment stands, and tells whoever watches. */
export const deploymentProgress = ({ deployments, events, now }: ProgressDeps) => {
  const record = async ({ workspaceId, deploymentId }: DeploymentRef): Promise<DeploymentRecord> => {
    const found = await deployments.find(workspaceId, deploymentId);
    if (!found) throw fail('mcp_deployment_not_found', { deploymentId });
    return found;
  };

  const announce = async (changed: DeploymentRecord | null): Promise<void> => {
    if (!changed) return;
    const { workspaceId, id, revision } = changed;
    for (const subject of [`deployment:${id}`, 'mcp'])
      await events.append({
        workspaceId,
        subject,
        type: 'deployment_status',
        data: toDeployment(changed),
        key: `${id}:${revision}`,
      });
  };

  const mark = async (
    { workspaceId, deploymentId }: DeploymentRef,
    steps: Partial<Record<DeploymentStepName, Partial<Omit<DeploymentStep, 'name'>>>>,
  ): Promise<void> => announce(await deployments.changeSteps(workspaceId, deploymentId, steps));

  const log = async (ref: DeploymentRef, step: DeploymentStepName, text: string): Promise<void> => {
    const { workspaceId, deploymentId } = ref;
    const line = { at: now().toISOString(), step, text: text.slice(0, maxLineLength) };
    const kept = await deployments.appendLog(workspaceId, deploymentId, line);
    if (kept === null) return;
    await events.append({
      workspaceId,
      subject: `deployment:${deploymentId}`,
      type: 'deployment_log',
      data: { deploymentId, ...kept },
      key: `log:${kept.seq}`,
    });
  };

  return {
    record,
    announce,
    mark,
    log,
    /** Runs one step and shows it: running with its attempt, then done. A failure stays "running" until it is noted. */
    step: async <T>(
      ref: DeploymentRef,
      name: DeploymentStepName,
      attempt: number,
      work: (deployment: DeploymentRecord) => Promise<T>,
    ): Promise<T> => {
      const deployment = await record(ref);
      const known = deployment.steps.find((step) => step.name === name);
      const startedAt = known?.startedAt ?? now().toISOString();
      if (known?.state !== 'done') await mark(ref, { [name]: { state: 'running', startedAt, attempt } });
      const result = await work(deployment);
      if (known?.state !== 'done') await mark(ref, { [name]: { state: 'done', endedAt: now().toISOString() } });
      return result;
    },
    skip: (ref: DeploymentRef, names: readonly DeploymentStepName[]): Promise<void> =>
      mark(ref, Object.fromEntries(names.map((name) => [name, { state: 'skipped' }]))),
  };
};

export type DeploymentProgress = ReturnType<typeof deploymentProgress>;
