import { cancellationSignal } from '@temporalio/activity';
import type { callRetention } from '../domain/mcp/tasks/call-retention.ts';
import type { TaskRunner, RunOutcome, TaskRef } from '../domain/mcp/tasks/task-runner.ts';
import { withHeartbeat } from './kernel/with-heartbeat.ts';

export type McpCallActivities = ReturnType<typeof mcpCallActivities>;

type CallRetention = ReturnType<typeof callRetention>;

/** Steps of a durable tool call. A repeated `runCall` joins the call that runs. */
export const mcpCallActivities = ({ tasks, retention }: { tasks: TaskRunner; retention: CallRetention }) => ({
  runCall: (ref: TaskRef): Promise<RunOutcome> => withHeartbeat(() => tasks.run(ref, { signal: cancellationSignal() })),
  forgetOldCalls: (): Promise<{ entries: number; tasks: number }> => withHeartbeat(retention),
  forgetCall: (ref: TaskRef): Promise<void> => tasks.forgetKept(ref),
  failCall: (ref: TaskRef, reason: { code: string; details: Record<string, unknown> }): Promise<void> =>
    tasks.fail(ref, reason),
});
