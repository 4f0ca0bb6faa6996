import { expect, test } from 'vitest';
import { explainFailure, wordsOf } from './explain-failure.ts';

const inStep = (cause: object) => ({
  message: 'Activity task failed',
  activityFailureInfo: { activityType: { name: 'extractDocument' } },
  cause,
});

test('a failure of ours is told with the sentence of the error table, filled in where it was thrown', () => {
  const failure = inStep({
    message: 'file_too_large: The file is larger than 5 bytes.',
    applicationFailureInfo: { type: 'file_too_large' },
  });
  expect(explainFailure(failure)).toEqual({
    code: 'file_too_large',
    message: 'The file is larger than 5 bytes.',
    raw: 'Activity task failed ← file_too_large: file_too_large: The file is larger than 5 bytes.',
  });
});

test('a failure of ours with words of its own is told with those of the table', () => {
  const failure = { message: 'no', applicationFailureInfo: { type: 'workflow_not_found' } };
  expect(explainFailure(failure).message).toBe('This workflow was not found.');
});

test('an unexpected error names the step', () => {
  const failure = inStep({ message: 'TypeError: x is undefined', applicationFailureInfo: { type: 'TypeError' } });
  expect(explainFailure(failure)).toMatchObject({
    code: 'internal',
    message: 'The step “extract document” failed with an unexpected error: TypeError: x is undefined',
  });
  expect(explainFailure({ message: 'boom' }, 'matchQuoteLines').message).toContain('“match quote lines”');
});

test.each([
  [1, 'step_timed_out', 'took longer than it may'],
  [2, 'no_worker', 'no worker took it'],
  [3, 'step_timed_out', 'did not finish in the time it has'],
  [4, 'worker_lost', 'the worker stopped answering'],
])('a time-out of type %i is told in words, whatever the attempt before it failed with', (timeoutType, code, words) => {
  const failure = inStep({
    message: 'activity timeout',
    timeoutFailureInfo: { timeoutType },
    cause: { message: 'earlier', applicationFailureInfo: { type: 'internal' } },
  });
  const explained = explainFailure(failure);
  expect(explained).toMatchObject({ code });
  expect(explained.message).toContain(words);
  expect(explained.raw).toContain('earlier');
});

test('what was recorded is cut to a bounded length', () => {
  const explained = explainFailure({ message: 'x'.repeat(10_000) });
  expect(explained.message.length).toBeLessThan(400);
  expect(explained.raw.length).toBeLessThan(2_001);
});

test('names of steps become words', () => {
  expect(wordsOf('renderQuotePdf')).toBe('render quote pdf');
});
