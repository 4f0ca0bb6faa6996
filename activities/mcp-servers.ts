import { cancellationSignal, Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { Failure } from '../contracts/kernel/fail.ts';
import type { StoredCause } from '../domain/mcp/cause.ts';
import type { DeploymentProgress, DeploymentRef } from '../domain/mcp/deployments/deployment-progress.ts';
import type { DeploymentSteps, StepContext } from '../domain/mcp/deployments/deployment-steps.ts';
import type { DeploymentUndo } from '../domain/mcp/deployments/deployment-undo.ts';
import type { RemovalSteps } from '../domain/mcp/deployments/removal-steps.ts';
import type { ProbeResult } from '../domain/mcp/servers/probe-server.ts';
import type { StatusService } from '../domain/mcp/servers/status-service.ts';
import { withHeartbeat } from './kernel/with-heartbeat.ts';

export interface McpServerActivityDeps {
  steps: DeploymentSteps;
  undo: DeploymentUndo;
  removal: RemovalSteps;
  progress: Pick<DeploymentProgress, 'skip'>;
  probe: (workspaceId: string, serverId: string, signal: AbortSignal) => Promise<ProbeResult>;
  status: Pick<StatusService, 'syncAll'>;
  onStatusError: (error: unknown) => void;
}

export type McpServerActivities = ReturnType<typeof mcpServerActivities>;

/** Steps of deploying MCP servers. They take ids and read secrets themselves: history holds none. */
export const mcpServerActivities = ({
  steps,
  undo,
  removal,
  progress,
  probe,
  status,
  onStatusError,
}: McpServerActivityDeps) => ({
  validateDeployment: (ref: DeploymentRef) => beating((context) => steps.validate(ref, context)),
  recordDeployment: (ref: DeploymentRef) => beating((context) => steps.record(ref, context)),
  createInstallation: (ref: DeploymentRef) => beating((context) => steps.create(ref, context)),
  startInstallation: (ref: DeploymentRef) => beating((context) => steps.start(ref, context)),
  checkInstallation: (ref: DeploymentRef) => beating((context) => steps.health(ref, context)),
  shakeHands: (ref: DeploymentRef) => beating((context) => steps.handshake(ref, context)),
  discoverTools: (ref: DeploymentRef) => beating((context) => steps.discover(ref, context)),
  readyDeployment: (ref: DeploymentRef, made: Parameters<DeploymentSteps['ready']>[2]) =>
    beating((context) => steps.ready(ref, context, made)),
  finishDeployment: (ref: DeploymentRef) => beating(() => steps.finish(ref), Infinity),
  isDeploymentReady: (ref: DeploymentRef) => beating(() => steps.isReady(ref), Infinity),
  /** For servers that nobody installs here. Answers the pinned version: none. */
  skipAgentSteps: async (ref: DeploymentRef): Promise<null> => {
    await progress.skip(ref, ['create', 'start', 'health']);
    return null;
  },
  noteDeploymentFailure: (
    ref: DeploymentRef,
    failure: { code: string; message: string; details: Readonly<Record<string, unknown>> } | null,
  ) => beating(() => undo.noteFailure(ref, failure && toStoredCause(failure)), Infinity),
  restartBefore: (ref: DeploymentRef) => beating((context) => undo.restartBefore(ref, context), Infinity),
  removeInstallation: (ref: DeploymentRef) => beating((context) => undo.removeInstallation(ref, context), Infinity),
  settleDeployment: (ref: DeploymentRef, outcome: 'failed' | 'cancelled') =>
    beating(() => undo.settle(ref, outcome), Infinity),
  claimForRemoval: (ref: DeploymentRef) => beating(() => removal.claim(ref), Infinity),
  stopServer: (ref: DeploymentRef) => beating((context) => removal.stop(ref, context), Infinity),
  deleteServer: (ref: DeploymentRef) => beating((context) => removal.remove(ref, context), Infinity),
  /** What a forgotten server left with its agent. */
  sweepAgent: (ref: DeploymentRef) => beating(() => removal.sweep(ref), Infinity),
  finishRemoval: (ref: DeploymentRef) => beating(() => removal.finish(ref), Infinity),
  probeConnection: ({ workspaceId, serverId }: { workspaceId: string; serverId: string }) =>
    beating(({ signal }) => probe(workspaceId, serverId, signal)),
  syncStatus: () => beating(({ signal }) => status.syncAll(signal, onStatusError)),
});

const toStoredCause = ({
  code,
  message,
  details,
}: {
  code: string;
  message: string;
  details: Readonly<Record<string, unknown>>;
}): StoredCause => ({
  code,
  details: { ...details },
  raw: typeof details['reason'] === 'string' ? details['reason'] : message,
});

const patientCodes: ReadonlySet<string> = new Set(['agent_unreachable', 'service_unavailable']);
const maxTries = 3;

/**
 * Runs a step with a heartbeat, so that a dead worker is noticed and a cancellation arrives. Who is away is waited
 * for as long as the policy says; what fails for another reason gets three tries, then the deployment ends with it.
 */
const beating = async <T>(work: (context: StepContext) => Promise<T>, tries = maxTries): Promise<T> => {
  const { attempt } = Context.current().info;
  try {
    return await withHeartbeat(() => work({ attempt, signal: cancellationSignal() }));
  } catch (error) {
    if (!(error instanceof Failure) || patientCodes.has(error.code) || attempt < tries) throw error;
    throw ApplicationFailure.nonRetryable(error.message, error.code, error.details);
  }
};
