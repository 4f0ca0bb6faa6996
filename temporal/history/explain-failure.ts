import { errorTable, type ErrorCode } from '../../contracts/errors.ts';
import { fillIn, isErrorCode } from '../../contracts/kernel/fail.ts';
import type { RawFailure } from './history-event.ts';

/** A failure for an operator: `code` of the error table where it has one, a plain sentence, and what was recorded. */
export interface ExplainedFailure {
  code: string;
  message: string;
  raw: string;
}

const maxMessageLength = 300;
const maxRawLength = 2_000;

/** `temporal.api.enums.v1.TimeoutType`, fixed by the wire protocol. */
const timeoutType = { startToClose: 1, scheduleToStart: 2, scheduleToClose: 3, heartbeat: 4 } as const;

/** Says in one plain sentence why a step or a workflow failed (spec row F2). `ofStep` names it where the failure does not. */
export const explainFailure = (failure: RawFailure | null | undefined, ofStep?: string): ExplainedFailure => {
  const chain = chainOf(failure);
  const step = chain.map(stepOf).findLast((name) => name !== null) ?? ofStep ?? null;
  const raw = chain
    .map(({ message, applicationFailureInfo }) => [applicationFailureInfo?.type, message].filter(Boolean).join(': '))
    .join(' ← ')
    .slice(0, maxRawLength);
  // A time-out keeps what the last attempt failed with as its cause: the time-out is what happened.
  const decisive = chain.find((each) => each.timeoutFailureInfo) ?? chain.at(-1);
  return { ...sentenceOf(decisive, step), raw };
};

const sentenceOf = (
  failure: RawFailure | undefined,
  step: string | null,
): Pick<ExplainedFailure, 'code' | 'message'> => {
  const what = step ? `The step “${wordsOf(step)}”` : 'The workflow';
  if (failure?.timeoutFailureInfo) return explainTimeout(failure.timeoutFailureInfo.timeoutType ?? 0, what);
  if (failure?.canceledFailureInfo) return { code: 'cancelled', message: `${what} was cancelled.` };
  if (failure?.terminatedFailureInfo) return { code: 'terminated', message: `${what} was ended by force.` };
  const code = failure?.applicationFailureInfo?.type ?? 'internal';
  const text = (failure?.message ?? '').slice(0, maxMessageLength);
  if (isErrorCode(code) && code !== 'internal') return { code, message: tableMessage(code, text) };
  return { code: 'internal', message: `${what} failed with an unexpected error: ${text || 'no message'}` };
};

const explainTimeout = (type: number, what: string): Pick<ExplainedFailure, 'code' | 'message'> => {
  if (type === timeoutType.heartbeat)
    return { code: 'worker_lost', message: `${what} was interrupted: the worker stopped answering.` };
  if (type === timeoutType.startToClose)
    return {
      code: 'step_timed_out',
      message: `${what} took longer than it may: the worker stopped answering, or is too slow.`,
    };
  if (type === timeoutType.scheduleToStart)
    return { code: 'no_worker', message: `${what} was not begun in time: no worker took it.` };
  return { code: 'step_timed_out', message: `${what} did not finish in the time it has, with all its attempts.` };
};

/** Our failures carry `code: sentence`, with the sentence filled in where it was thrown. */
const tableMessage = (code: ErrorCode, text: string): string =>
  text.startsWith(`${code}: `) ? text.slice(code.length + 2) : fillIn(errorTable[code].message.en, {});

const chainOf = (failure: RawFailure | null | undefined): RawFailure[] => {
  const chain: RawFailure[] = [];
  for (let each = failure; each; each = each.cause) chain.push(each);
  return chain;
};

const stepOf = (failure: RawFailure): string | null =>
  failure.activityFailureInfo?.activityType?.name ??
  failure.childWorkflowExecutionFailureInfo?.workflowType?.name ??
  null;

/** `extractDocument` → `extract document`. */
export const wordsOf = (name: string): string =>
  name.replaceAll(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
