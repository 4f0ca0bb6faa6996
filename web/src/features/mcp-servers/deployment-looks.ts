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

export const stepLooks: Readonly<Record<DeploymentStep['state'], readonly [Tone, Word]>> = {
  waiting: ['neutral', 'stepWaiting'],
  running: ['accent', 'stepRunning'],
  done: ['done', 'stepDone'],
  failed: ['failed', 'stepFailed'],
  undone: ['neutral', 'stepUndone'],
  skipped: ['neutral', 'stepSkipped'],
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
