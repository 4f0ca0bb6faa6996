import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';

/** What went wrong in a step: the row of the error table and facts a person may see. */
export interface StepFailure {
  code: string;
  message: string;
  details: Readonly<Record<string, unknown>>;
}

/** Reads the failure of a step. Null when the error is something else, such as a cancellation. */
export const explainFailure = (error: unknown): StepFailure | null => {
  if (!(error instanceof ActivityFailure)) return null;
  const { cause } = error;
  if (cause instanceof TimeoutFailure)
    return {
      code: cause.timeoutType === 'HEARTBEAT' ? 'worker_lost' : 'step_timed_out',
      message: cause.message,
      details: {},
    };
  if (!(cause instanceof ApplicationFailure))
    return { code: 'internal', message: cause?.message ?? error.message, details: {} };
  const details = cause.details?.[0];
  return { code: cause.type ?? 'internal', message: cause.message, details: isRecord(details) ? details : {} };
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
