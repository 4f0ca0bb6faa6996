import { expect, it } from 'vitest';
import { lookOfStep } from './deployment-looks.ts';

it('does not say of a step that only looked that it was taken back', () => {
  expect(lookOfStep({ name: 'validate', state: 'undone' }, 'failed')).toEqual(['done', 'stepDone']);
  expect(lookOfStep({ name: 'create', state: 'undone' }, 'failed')).toEqual(['neutral', 'stepUndone']);
});

it('tells steps that were not needed from those that were not reached', () => {
  expect(lookOfStep({ name: 'create', state: 'skipped' }, 'succeeded')[1]).toBe('stepNotNeeded');
  expect(lookOfStep({ name: 'ready', state: 'skipped' }, 'failed')[1]).toBe('stepSkipped');
});
