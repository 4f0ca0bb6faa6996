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
          const { activityType, workflowExecution, attempt } = context.info;
          if (!context.cancellationSignal.aborted)
            log.warn(
              { err: error, activityType, workflowId: workflowExecution?.workflowId, attempt },
              'activity failed',
            );
          throw context.cancellationSignal.aborted ? error : toApplicationFailure(error);
        }
      },
    },
  });
