import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { McpCallActivities } from '../../activities/mcp-calls.ts';
import { taskQueues } from '../../temporal/task-queues.ts';
import { explainFailure } from '../kernel/explain-failure.ts';
import { db } from '../kernel/policies.ts';
import { callWoken, type CallToolInput } from './call-tool.messages.ts';

/** A call may run for days; a worker that died is noticed by its heartbeat, and the next one joins the call. */
const { runCall } = proxyActivities<McpCallActivities>({
  taskQueue: taskQueues.calls,
  startToCloseTimeout: '8 days',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '30 seconds', maximumAttempts: 30 },
});
const { forgetCall, failCall } = proxyActivities<McpCallActivities>({
  ...db,
  taskQueue: taskQueues.calls,
  retry: { ...db.retry, maximumAttempts: 100 },
});

/** A durable tool call (MCP task; spec rows A1, C): runs it, and waits, for days if need be, while the tool asks somebody. */
export async function callTool(input: CallToolInput): Promise<void> {
  let woken = 0;
  setHandler(callWoken, () => {
    woken += 1;
  });
  try {
    for (;;) {
      const seen = woken;
      if ((await runCall(input)) === 'over') break;
      // The next run asks the record first, so an answer that meets this moment is not missed.
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof callTool>(input);
      // An answer that came while the call was being left is not missed.
      await condition(() => woken > seen);
    }
    await forgetCall(input);
  } catch (error) {
    await CancellationScope.nonCancellable(() => settleFailure(input, error));
    throw error;
  }
}

const settleFailure = async (input: CallToolInput, error: unknown): Promise<void> => {
  if (isCancellation(error)) return await forgetCall(input);
  const failure = explainFailure(error);
  if (failure) await failCall(input, { code: failure.code, details: { ...failure.details } });
};
