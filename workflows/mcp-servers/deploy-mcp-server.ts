import { ActivityCancellationType, CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { McpServerActivities } from '../../activities/mcp-servers.ts';
import { explainFailure } from '../kernel/explain-failure.ts';
import { agentCall, compensation, deploymentRecord, installing } from '../kernel/policies.ts';
import { undoStack } from '../kernel/undo-stack.ts';
import type { DeployMcpServerInput } from './deploy-mcp-server.messages.ts';

const { recordDeployment, readyDeployment } = proxyActivities<McpServerActivities>(deploymentRecord);
// A step that was told to stop is awaited, so that nothing is taken back under its hands.
const cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
const { validateDeployment, startInstallation, checkInstallation, shakeHands, discoverTools } =
  proxyActivities<McpServerActivities>({ ...agentCall, cancellationType });
const { createInstallation } = proxyActivities<McpServerActivities>({ ...installing, cancellationType });
const {
  finishDeployment,
  isDeploymentReady,
  noteDeploymentFailure,
  restartBefore,
  removeInstallation,
  settleDeployment,
  skipAgentSteps,
} = proxyActivities<McpServerActivities>(compensation);

/**
 * Deploys, deploys again or upgrades a server (spec row E1). What fails or is cancelled leaves nothing behind: an
 * upgrade goes back to what ran before.
 */
export async function deployMcpServer(input: DeployMcpServerInput): Promise<void> {
  const undo = undoStack();
  try {
    const plan = await validateDeployment(input);
    if (plan.cancelled) return await settleDeployment(input, 'cancelled');
    await recordDeployment(input);
    const version = plan.onAgent ? await install(input, undo) : await skipAgentSteps(input);
    const spoken = await shakeHands(input);
    await discoverTools(input);
    // From here on there is nothing to take back: callers may use the server already.
    await CancellationScope.nonCancellable(async () => {
      await becomeReady(input, { ...spoken, version });
      await finishDeployment(input);
    });
  } catch (error) {
    await takeBack(input, error, undo);
    // One that failed is over and taken back: its record says why, and the workflow has done its work.
    if (isCancellation(error)) throw error;
  }
}

const install = async (input: DeployMcpServerInput, undo: ReturnType<typeof undoStack>): Promise<string> => {
  undo.push(() => removeInstallation(input));
  const { version } = await createInstallation(input);
  undo.push(() => restartBefore(input));
  await startInstallation(input);
  await checkInstallation(input);
  return version;
};

/** The step may have done its one write before it failed: who calls the server already must not lose it. */
const becomeReady = async (input: DeployMcpServerInput, made: Parameters<typeof readyDeployment>[1]): Promise<void> => {
  try {
    await readyDeployment(input, made);
  } catch (error) {
    if (!(await isDeploymentReady(input))) throw error;
  }
};

const takeBack = async (
  input: DeployMcpServerInput,
  error: unknown,
  undo: ReturnType<typeof undoStack>,
): Promise<void> =>
  CancellationScope.nonCancellable(async () => {
    const failure = isCancellation(error) ? null : explainFailure(error);
    const unknown = { code: 'internal', message: String(error), details: {} };
    await noteDeploymentFailure(input, isCancellation(error) ? null : (failure ?? unknown));
    const [leftBehind] = await undo.run();
    await settleDeployment(input, isCancellation(error) ? 'cancelled' : 'failed');
    // An operator has to see that something is still there.
    if (leftBehind !== undefined) throw leftBehind;
  });
