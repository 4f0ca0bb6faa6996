import { expect, it } from 'vitest';
import type { WorkflowSummary } from '../../../../contracts/operations.ts';
import { groupByCause } from './group-by-cause.ts';

const job = (workflowId: string, cause: string | null): WorkflowSummary => ({
  workflowId,
  runId: 'run',
  type: 'processDocument',
  health: cause === null ? 'running' : 'failed',
  cause,
  subject: null,
  startedAt: '2026-11-21T08:00:00Z',
  closedAt: null,
});

it('puts the most frequent cause first, jobs without one last, and keeps the order within a group', () => {
  const groups = groupByCause([job('a', null), job('b', 'rare'), job('c', 'often'), job('d', 'often')]);
  expect(groups.map(({ cause, workflows }) => [cause, workflows.map(({ workflowId }) => workflowId)])).toEqual([
    ['often', ['c', 'd']],
    ['rare', ['b']],
    [null, ['a']],
  ]);
});

it('answers nothing for nothing', () => {
  expect(groupByCause([])).toEqual([]);
});
