import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { callRetention } from '../domain/mcp/tasks/call-retention.ts';
import type { TaskRunner, RunOutcome, TaskRef } from '../domain/mcp/tasks/task-runner.ts';

export type McpCallActivities = ReturnType<typeof mcpCallActivities>;

type CallRetention = ReturnType<typeof callRetention>;

const heartbeatEveryMs = 2_000;

/** Steps of a durable tool call. A repeated `runCall` joins the call that runs. */
export const mcpCallActivities = ({ tasks, retention }: { tasks: TaskRunner; retention: CallRetention }) => ({
  runCall: async (ref: TaskRef): Promise<RunOutcome> => {
    const timer = setInterval(() => heartbeat(), heartbeatEveryMs);
    try {
      return await tasks.run(ref, { signal: cancellationSignal() });
    } finally {
      clearInterval(timer);
    }
  },
  forgetOldCalls: (): Promise<{ entries: number; tasks: number }> => retention(() => heartbeat()),
  forgetCall: (ref: TaskRef): Promise<void> => tasks.forgetKept(ref),
  failCall: (ref: TaskRef, reason: { code: string; details: Record<string, unknown> }): Promise<void> =>
    tasks.fail(ref, reason),
});
