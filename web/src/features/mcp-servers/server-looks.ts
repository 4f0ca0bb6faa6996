import type { McpRuntime, McpServer, McpServerState } from '../../../../contracts/mcp-servers.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { serverWords } from './server-words.ts';

type Word = keyof typeof serverWords;

export const stateLooks: Readonly<Record<McpServerState, readonly [Tone, Word]>> = {
  deploying: ['accent', 'stateDeploying'],
  running: ['done', 'stateRunning'],
  sleeping: ['neutral', 'stateSleeping'],
  stopped: ['neutral', 'stateStopped'],
  failed: ['failed', 'stateFailed'],
  removing: ['accent', 'stateRemoving'],
};

export const healthLooks: Readonly<Record<McpServer['health'], readonly [Tone, Word]>> = {
  unknown: ['neutral', 'healthUnknown'],
  healthy: ['done', 'healthHealthy'],
  degraded: ['needs', 'healthDegraded'],
  unreachable: ['failed', 'healthUnreachable'],
};

export const runtimeWords: Readonly<Record<McpRuntime, Word>> = {
  gateway: 'runtimeGateway',
  process: 'runtimeProcess',
  container: 'runtimeContainer',
  kubernetes: 'runtimeKubernetes',
  remote: 'runtimeRemote',
};

export const isMoving = ({ state }: Pick<McpServer, 'state'>): boolean => state === 'deploying' || state === 'removing';
