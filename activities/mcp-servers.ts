import { cancellationSignal, Context, heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { fail, Failure } from '../contracts/kernel/fail.ts';
import type { StoredCause } from '../domain/mcp/cause.ts';
import type { DeploymentProgress, DeploymentRef } from '../domain/mcp/deployments/deployment-progress.ts';
import type { DeploymentSteps, StepContext } from '../domain/mcp/deployments/deployment-steps.ts';
import type { DeploymentUndo } from '../domain/mcp/deployments/deployment-undo.ts';
import type { RemovalSteps } from '../domain/mcp/deployments/removal-steps.ts';
import type { ProbeResult } from '../domain/mcp/servers/probe-server.ts';
import type { StatusService } from '../domain/mcp/servers/status-service.ts';
import { toApplicationFailure } from '../temporal/failures.ts';

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

const beatMs = 3_000;
const patientCodes: ReadonlySet<string> = new Set(['agent_unreachable', 'service_unavailable']);
const maxTries = 3;

/**
 * Runs a step with a heartbeat, so that a dead worker is noticed and a cancellation arrives. Who is away is waited
 * for as long as the policy says; what fails for another reason gets three tries, then the deployment ends with it.
 */
const beating = async <T>(work: (context: StepContext) => Promise<T>, tries = maxTries): Promise<T> => {
  const { attempt, heartbeatTimeoutMs } = Context.current().info;
  const timer = heartbeatTimeoutMs === undefined ? undefined : setInterval(() => heartbeat(), beatMs);
  const signal = cancellationSignal();
  try {
    return await work({ attempt, signal });
  } catch (error) {
    if (signal.aborted || !(error instanceof Failure) || patientCodes.has(error.code) || attempt < tries) throw error;
    const { type, message, details } = lastWord(error);
    throw ApplicationFailure.create({ type, message, nonRetryable: true, details });
  } finally {
    clearInterval(timer);
  }
};

const lastWord = (error: Failure): { type: string; message: string; details: unknown[] } => {
  const failure = toApplicationFailure(error);
  if (!(failure instanceof ApplicationFailure)) throw fail('internal', {}, { cause: error });
  return { type: failure.type ?? 'internal', message: failure.message, details: failure.details ?? [] };
};
