import type { DeploymentStep, DeploymentStepName, McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { deploymentWords } from './deployment-words.ts';

type Word = keyof typeof deploymentWords;

export const deploymentLooks: Readonly<Record<McpDeployment['state'], readonly [Tone, Word]>> = {
  running: ['accent', 'stateRunning'],
  succeeded: ['done', 'stateSucceeded'],
  failed: ['failed', 'stateFailed'],
  cancelled: ['neutral', 'stateCancelled'],
};

export const kindWords: Readonly<Record<McpDeployment['kind'], Word>> = {
  deploy: 'kindDeploy',
  redeploy: 'kindRedeploy',
  upgrade: 'kindUpgrade',
  remove: 'kindRemove',
};

const stepLooks: Readonly<Record<DeploymentStep['state'], readonly [Tone, Word]>> = {
  waiting: ['neutral', 'stepWaiting'],
  running: ['accent', 'stepRunning'],
  done: ['done', 'stepDone'],
  failed: ['failed', 'stepFailed'],
  undone: ['neutral', 'stepUndone'],
  skipped: ['neutral', 'stepSkipped'],
};

/** Steps that only look: there is nothing of them to take back. */
const lookingSteps: ReadonlySet<DeploymentStepName> = new Set(['validate', 'health', 'handshake', 'discover']);

/** How a step of a deployment is shown. */
export const lookOfStep = (
  { name, state }: Pick<DeploymentStep, 'name' | 'state'>,
  deployment: McpDeployment['state'],
): readonly [Tone, Word] => {
  if (state === 'undone' && lookingSteps.has(name)) return stepLooks.done;
  // What a good deployment leaves out was not needed, as the installation of a server that runs elsewhere.
  if (state === 'skipped' && deployment === 'succeeded') return ['neutral', 'stepNotNeeded'];
  return stepLooks[state];
};

export const stepWords: Readonly<Record<DeploymentStepName, Word>> = {
  validate: 'stepValidate',
  record: 'stepRecord',
  create: 'stepCreate',
  start: 'stepStart',
  health: 'stepHealth',
  handshake: 'stepHandshake',
  discover: 'stepDiscover',
  ready: 'stepReady',
  stop: 'stepStop',
  remove: 'stepRemove',
};
