import type { AuditLog } from '../audit/audit-log.ts';
import { connectionNews } from './connections/connection-news.ts';
import type { ConnectionStore } from './connections/connection-store.ts';
import { disconnectRemoved } from './connections/disconnect-removed.ts';
import { deploymentProgress, type ProgressDeps } from './deployments/deployment-progress.ts';
import { deploymentSteps, type DeploymentStepsDeps } from './deployments/deployment-steps.ts';
import { deploymentUndo } from './deployments/deployment-undo.ts';
import { removalSteps } from './deployments/removal-steps.ts';
import { connectionProbe } from './servers/connection-test.ts';
import type { HealthStore } from './servers/health-store.ts';
import { createProbe } from './servers/probe-server.ts';
import { serverNews } from './servers/server-news.ts';
import { statusService } from './servers/status-service.ts';

export interface McpServerPartsDeps extends Omit<DeploymentStepsDeps, 'progress' | 'news'>, ProgressDeps {
  readonly health: HealthStore;
  readonly connections: ConnectionStore;
  readonly audit: AuditLog;
  readonly nowMs: () => number;
  /** How long a look at a server may take, by the schedule or by a test. */
  readonly probeTimeoutMs?: number;
  readonly onStatusError: (error: unknown) => void;
}

/** Everything that the workflows of MCP servers do, on one set of parts. */
export const mcpServerParts = (given: McpServerPartsDeps) => {
  const progress = deploymentProgress(given);
  const deps = { ...given, progress, news: serverNews(given.events) };
  const probe = createProbe(given);
  return {
    ...deps,
    steps: deploymentSteps(deps),
    undo: deploymentUndo(deps),
    removal: removalSteps({
      ...deps,
      disconnect: disconnectRemoved({ ...deps, connectionNews: connectionNews(given.events) }),
    }),
    probe: connectionProbe({ ...given, probe }),
    status: statusService({ ...deps, probe }),
  };
};
