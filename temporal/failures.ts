import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { errorTable } from '../contracts/errors.ts';
import { fail, Failure, type FailureDetails, isErrorCode } from '../contracts/kernel/fail.ts';

const maxMessageLength = 500;

/** Our error as Temporal keeps it: `type` is the code, retries follow the error table (spec row B9). */
export const toApplicationFailure = (error: unknown): Error => {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (error instanceof Failure)
    return ApplicationFailure.create({
      type: error.code,
      message: error.message,
      nonRetryable: !errorTable[error.code].retryable,
      details: [error.details],
    });
  const message = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
  return ApplicationFailure.create({ type: 'internal', message: message.slice(0, maxMessageLength) });
};

/** Our error again, from what Temporal kept; null for failures that are not ours. */
export const fromApplicationFailure = (error: unknown): Failure | null => {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (!(each instanceof ApplicationFailure) || !isErrorCode(each.type)) continue;
    const details = each.details?.[0];
    return fail(each.type, isDetails(details) ? details : {}, { cause: error });
  }
  return null;
};

const isDetails = (value: unknown): value is FailureDetails => typeof value === 'object' && value !== null;
