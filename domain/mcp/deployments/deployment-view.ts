import type { Locale } from '../../../contracts/kernel/locale.ts';
import type { DeploymentStep, DeploymentStepName, McpDeployment } from '../../../contracts/mcp-deployments.ts';
import { tellCause } from '../cause.ts';
import type { DeploymentRecord } from './deployment-store.ts';

export const toDeployment = (record: DeploymentRecord, locale: Locale = 'en'): McpDeployment => ({
  id: record.id,
  serverId: record.serverId,
  serverName: record.serverName,
  kind: record.kind,
  state: record.state,
  steps: record.steps,
  cause: record.cause && tellCause(record.cause, locale),
  startedBy: record.startedBy,
  startedAt: record.startedAt,
  endedAt: record.endedAt,
});

const deploySteps = ['validate', 'record', 'create', 'start', 'health', 'handshake', 'discover', 'ready'] as const;
const removalSteps = ['stop', 'remove'] as const;

/** The steps of a kind of deployment, none begun. */
export const freshSteps = (kind: McpDeployment['kind']): DeploymentStep[] => {
  const names: readonly DeploymentStepName[] = kind === 'remove' ? removalSteps : deploySteps;
  return names.map((name) => ({ name, state: 'waiting', startedAt: null, endedAt: null, attempt: 0 }));
};
