import type { DocumentService } from '../domain/documents/document-service.ts';
import type { DeploymentService } from '../domain/mcp/deployments/deployment-service.ts';
import type { TaskService } from '../domain/mcp/tasks/task-service.ts';
import type { QuoteService } from '../domain/quotes/quote-service.ts';
import type { Log } from '../infra/log.ts';
import type { McpWorkflows } from './mcp-workflows.ts';
import type { Workflows } from './workflows.ts';

export interface OutboxDeps {
  documents: Pick<DocumentService, 'pendingStarts'>;
  quotes: Pick<QuoteService, 'pendingStarts'>;
  tasks: Pick<TaskService, 'pendingErrands' | 'settleErrand'>;
  mcpDeployments: Pick<DeploymentService, 'pendingStarts'>;
  workflows: Pick<Workflows, 'startReading' | 'startPreparation'>;
  mcpWorkflows: Pick<McpWorkflows, 'startDeployment'>;
  log: Log;
  intervalMs?: number;
}

const batch = 200;

/**
 * Starts what was accepted while Temporal was away, or what a crash left between "stored" and "started". The stored
 * record is the outbox, and a start is idempotent by its workflow id, so nothing is lost and nothing runs twice.
 */
export const startOutbox = ({
  documents,
  quotes,
  tasks,
  mcpDeployments,
  workflows,
  mcpWorkflows,
  log,
  intervalMs = 3_000,
}: OutboxDeps): Disposable => {
  let running: Promise<void> | null = null;
  const sweep = async (): Promise<void> => {
    try {
      for (const record of await documents.pendingStarts(batch)) await workflows.startReading(record);
      for (const record of await quotes.pendingStarts(batch)) await workflows.startPreparation(record);
      for (const record of await tasks.pendingErrands(batch)) await tasks.settleErrand(record);
      for (const record of await mcpDeployments.pendingStarts(batch)) await mcpWorkflows.startDeployment(record);
    } catch (error) {
      log.warn({ err: error }, 'workflow starts are waiting');
    }
  };
  const timer = setInterval(() => {
    running ??= sweep().finally(() => {
      running = null;
    });
  }, intervalMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
};
