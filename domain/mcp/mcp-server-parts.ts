import { deploymentProgress, type ProgressDeps } from './deployments/deployment-progress.ts';
import { deploymentSteps, type DeploymentStepsDeps } from './deployments/deployment-steps.ts';
import { deploymentUndo } from './deployments/deployment-undo.ts';
import { removalSteps } from './deployments/removal-steps.ts';
import { serverNews } from './servers/server-news.ts';

/** Everything that the workflows of MCP servers do, on one set of parts. */
export const mcpServerParts = (given: Omit<DeploymentStepsDeps, 'progress' | 'news'> & ProgressDeps) => {
  const progress = deploymentProgress(given);
  const deps = { ...given, progress, news: serverNews(given.events) };
  return { ...deps, steps: deploymentSteps(deps), undo: deploymentUndo(deps), removal: removalSteps(deps) };
};
