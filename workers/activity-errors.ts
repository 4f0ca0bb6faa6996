import { type Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { Log } from '../infra/log.ts';
import { toApplicationFailure } from '../temporal/failures.ts';

/** Logs an activity's error whole and hands Temporal the part that may be kept. */
export const activityErrors =
  (log: Pick<Log, 'warn'>) =>
  (context: Context): { inbound: ActivityInboundCallsInterceptor } => ({
    inbound: {
      execute: async (input, next) => {
        try {
          return await next(input);
        } catch (error) {
          // What a step says once it was told to stop is no failure of its own: it was stopped.
          context.cancellationSignal.throwIfAborted();
          const { activityType, workflowExecution, attempt } = context.info;
          log.warn({ err: error, activityType, workflowId: workflowExecution?.workflowId, attempt }, 'activity failed');
          throw toApplicationFailure(error);
        }
      },
    },
  });
