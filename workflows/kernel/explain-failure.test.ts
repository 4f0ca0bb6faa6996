import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';

const failureOfStep = (cause: Error): ActivityFailure =>
  new ActivityFailure('Activity task failed', 'startInstallation', '1', 'MAXIMUM_ATTEMPTS_REACHED', 'worker', cause);

test('a step keeps the code and the facts it failed with', () => {
  const cause = ApplicationFailure.create({ type: 'port_taken', message: 'taken', details: [{ port: 80 }] });
  expect(explainFailure(failureOfStep(cause))).toEqual({ code: 'port_taken', message: 'taken', details: { port: 80 } });
});

test.each([
  ['HEARTBEAT', 'worker_lost'],
  ['START_TO_CLOSE', 'step_timed_out'],
] as const)('a step that ended by its %s limit says so', (type, code) => {
  expect(explainFailure(failureOfStep(new TimeoutFailure('timeout', undefined, type)))).toMatchObject({ code });
});

test('what is no failure of a step is not explained', () => {
  expect(explainFailure(new Error('boom'))).toBe(null);
});
