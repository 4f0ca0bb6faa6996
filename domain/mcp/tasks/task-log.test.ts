import { expect, test, vi } from 'vitest';
import type { RequestLog } from '../request-log/create-request-log.ts';
import { taskLog } from './task-log.ts';
import { unfinishedMeta } from './task-piece.ts';

const entry = (serverName: string): Parameters<RequestLog['write']>[0] => ({
  workspaceId: 'wsp_1',
  at: '2026-11-20T10:00:00.000Z',
  caller: { kind: 'user', id: 'usr_1', name: 'Ann' },
  client: null,
  serverName,
  method: 'tools/call',
  target: 'read',
  outcome: 'ok',
  errorCode: null,
  errorMessage: null,
  durationMs: 1,
  requestBytes: 10,
  responseBytes: 10,
  era: '2026',
  taskId: null,
  correlationId: 'corr-1',
  arguments: {},
  result: { content: [], _meta: { [unfinishedMeta]: { worksOn: null } } },
});

const logOfTasks = () => {
  const write = vi.fn<RequestLog['write']>();
  const noteContext = vi.fn<RequestLog['noteContext']>();
  return { log: taskLog({ write, noteContext }), write, noteContext };
};

test('what a caller said beside a task is kept beside its call, and beside no piece of it', () => {
  const { log, noteContext } = logOfTasks();
  using _ = log.of('corr-1', 'tsk_1', { page: 'quotes' });
  log.write(entry('sales'));
  expect(noteContext).not.toHaveBeenCalled();
  log.write(entry('files'));
  expect(noteContext.mock.calls).toEqual([['corr-1', { page: 'quotes' }]]);
});

test('a piece of our own tools is not logged, and no other server keeps its calls out of the log so', () => {
  const { log, write } = logOfTasks();
  using _ = log.of('corr-1', 'tsk_1');
  log.write(entry('sales'));
  log.write(entry('files'));
  expect(write.mock.calls.map(([{ serverName, taskId }]) => [serverName, taskId])).toEqual([['files', 'tsk_1']]);
});
