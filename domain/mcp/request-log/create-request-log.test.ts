import { expect, test, vi } from 'vitest';
import { createRequestLog, type RequestLog, type RequestLogDeps } from './create-request-log.ts';
import type { LogRecord } from './request-log-store.ts';
import { cpuMsOf } from '../../../test/harness/cpu-time.ts';

const entry = (target: string, more: Partial<Parameters<RequestLog['write']>[0]> = {}) => ({
  workspaceId: 'wsp_1',
  at: '2026-11-20T10:00:00.000Z',
  caller: { kind: 'user', id: 'usr_1', name: 'Ann' } as const,
  client: null,
  serverName: 'files',
  method: 'tools/call',
  target,
  outcome: 'ok' as const,
  errorCode: null,
  errorMessage: null,
  durationMs: 1,
  requestBytes: 10,
  responseBytes: 10,
  era: '2026' as const,
  taskId: null,
  correlationId: 'corr-1',
  arguments: {},
  result: {},
  ...more,
});

const newLog = (options: Partial<RequestLogDeps> = {}) => {
  const stored: LogRecord[] = [];
  const state = { isAway: false };
  const warnings: string[] = [];
  const store = {
    insertMany: vi.fn<(records: readonly LogRecord[]) => Promise<void>>(async (records) => {
      if (state.isAway) throw new Error('away');
      const known = new Set(stored.map(({ id }) => id));
      stored.push(...records.filter(({ id }) => !known.has(id)));
    }),
  };
  const log = createRequestLog({
    store,
    secretNamesOf: async () => [],
    log: { warn: (_fields, message) => void warnings.push(message) },
    ...options,
  });
  return { log, stored, state, warnings, store, targets: () => stored.map(({ target }) => target) };
};

test('entries are stored in batches soon after, without anybody asking', async () => {
  const { log, store, targets } = newLog({ batchSize: 100 });
  for (let index = 0; index < 250; index += 1) log.write(entry(`t${index}`));
  await vi.waitFor(() => expect(targets()).toHaveLength(250));
  expect(store.insertMany.mock.calls.map(([records]) => records.length)).toEqual([100, 100, 50]);
  expect(targets()).toEqual(Array.from({ length: 250 }, (_, index) => `t${index}`));
});

test('while the database is away entries wait, and come once when it is back', async () => {
  const { log, state, targets, warnings } = newLog();
  state.isAway = true;
  log.write(entry('first'));
  await expect(log.flush()).rejects.toThrow('away');
  log.write(entry('second'));
  await vi.waitFor(() => expect(warnings).toContain('request log is waiting'));
  state.isAway = false;
  await log.flush();
  expect(targets()).toEqual(['first', 'second']);
  expect(log.dropped()).toBe(0);
});

test.each([
  ['entries', { maxWaiting: 3 }, 10],
  ['bytes', { maxWaitingBytes: 30_000 }, 9_000],
])('when too many %s wait, the oldest are dropped, counted and told', async (_what, limits, responseBytes) => {
  const { log, state, targets, warnings } = newLog({ ...limits, batchSize: 1_000, flushEveryMs: 60_000 });
  state.isAway = true;
  for (let index = 0; index < 10; index += 1) log.write(entry(`t${index}`, { responseBytes }));
  expect(log.dropped()).toBe(7);
  expect(warnings).toEqual(['request log entries were dropped']);
  state.isAway = false;
  await log.flush();
  expect(targets()).toEqual(['t7', 't8', 't9']);
});

test('what waits at the end of the process is stored first', async () => {
  const { log, targets } = newLog({ flushEveryMs: 60_000 });
  log.write(entry('last'));
  await log[Symbol.asyncDispose]();
  expect(targets()).toEqual(['last']);
});

test('at the end of the process a database that is away for a moment is waited for', async () => {
  const { log, state, store, targets, warnings } = newLog({ flushEveryMs: 60_000 });
  state.isAway = true;
  log.write(entry('last'));
  const ended = log[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(store.insertMany).toHaveBeenCalled());
  state.isAway = false;
  await ended;
  expect([targets(), warnings]).toEqual([['last'], []]);
});

test('what is stored holds no secret of the request, wherever it stood', async () => {
  const { log, stored } = newLog({
    secretNamesOf: async (_workspace, server) => (server === 'files' ? ['SHOP_LOGIN'] : []),
  });
  const secret = 'cAnAry0815x';
  log.write(
    entry(`https://x.example/?token=${secret}`, {
      errorMessage: `password=${secret}`,
      client: `agent Bearer ${secret}`,
      arguments: { shopLogin: secret, nested: { password: secret } },
      result: { content: [{ type: 'text', text: `SHOP_LOGIN=${secret}` }] },
    }),
  );
  await log.flush();
  expect(stored).toHaveLength(1);
  expect(JSON.stringify(stored)).not.toContain(secret);
  expect(stored[0]).toMatchObject({ redacted: true, truncated: false });
});

test('a call waits for nothing: ten thousand large entries are handed over in no time', async () => {
  const { log } = newLog({ flushEveryMs: 60_000, batchSize: 100_000 });
  const large = { text: 'x'.repeat(1_000_000) };
  const handOver = () => {
    for (let index = 0; index < 10_000; index += 1) log.write(entry('t', { arguments: large }));
  };
  expect(await cpuMsOf(handOver)).toBeLessThan(500);
});
