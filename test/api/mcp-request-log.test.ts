import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { mcpLogEndpoints, type McpLogEntry } from '../../contracts/mcp-calls.ts';
import { requestLogService } from '../../domain/mcp/request-log/request-log-service.ts';
import { createMongoLogStore } from '../../infra/mongo/mcp-log-store.ts';
import { refusal, startCallsApi, type CallsApi, type CallsProgram } from '../harness/calls-api.ts';

let api: CallsApi;

beforeAll(async () => {
  api = await startCallsApi({
    files__read: async ({ path }) => ({ content: [{ type: 'text', text: `read ${String(path)}` }] }),
    slow__count: async () => ({ content: [] }),
  });
});
afterAll(() => api?.[Symbol.asyncDispose]());

const entry = (
  program: Pick<CallsProgram, 'id' | 'workspaceId'>,
  more: Partial<McpLogEntry> & { arguments?: unknown },
) => {
  const { arguments: given = {}, ...rest } = more;
  api.requestLog.write({
    workspaceId: program.workspaceId,
    at: '2026-11-20T10:00:00.000Z',
    caller: { kind: 'service', id: program.id, name: 'Program' },
    client: 'test 1.0',
    serverName: 'files',
    method: 'tools/call',
    target: 'files__read',
    outcome: 'ok',
    errorCode: null,
    errorMessage: null,
    durationMs: 5,
    requestBytes: 100,
    responseBytes: 200,
    era: '2025',
    taskId: null,
    correlationId: crypto.randomUUID(),
    arguments: given,
    result: { content: [] },
    ...rest,
  });
};

test('requests are found by words in tool, error and arguments, newest first, in pages and in the own workspace', async () => {
  const [program, other] = [await api.program(), await api.program()];
  for (let minute = 10; minute < 15; minute += 1)
    entry(program, { at: `2026-11-20T10:${minute}:00.000Z`, arguments: { path: `/Müller/${minute}` } });
  entry(program, {
    outcome: 'error',
    errorCode: -32_000,
    errorMessage: 'Disk FULL',
    serverName: 'mail',
    target: 'send',
  });
  entry(other, { arguments: { path: '/Müller/10' } });
  await api.requestLog.flush();
  const list = (query: z.input<typeof mcpLogEndpoints.list.query>) => program.call(mcpLogEndpoints.list, { query });
  const first = await list({ search: 'müller', limit: 3 });
  const second = await list({ search: 'müller', limit: 3, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map(({ at }) => at.slice(14, 16))).toEqual(['14', '13', '12', '11', '10']);
  expect(second.nextCursor).toBeNull();
  expect((await list({ search: 'disk full' })).items).toMatchObject([{ outcome: 'error', errorCode: -32_000 }]);
  expect((await list({ server: 'mail', outcome: 'error', target: 'send', caller: program.id })).items).toHaveLength(1);
  const bounded = { from: '2026-11-20T10:11:00.000Z', to: '2026-11-20T10:12:00.000Z' };
  expect((await list(bounded)).items).toHaveLength(2);
  const paged = await list({ ...bounded, limit: 1 });
  expect((await list({ ...bounded, limit: 1, cursor: paged.nextCursor ?? '' })).items).toHaveLength(1);
  const id = first.items[0]?.id ?? '';
  expect((await program.call(mcpLogEndpoints.get, { params: { id } })).arguments).toEqual({ path: '/Müller/14' });
  expect(await refusal(other.call(mcpLogEndpoints.get, { params: { id } }))).toBe('404 mcp_log_entry_not_found');
});

test('figures are exact on a known set', async () => {
  const program = await api.program();
  // 20 calls in the first hour with 1…20 ms, 2 of them failed; 4 in the third, one refused by the tool and one cancelled.
  for (let ms = 1; ms <= 20; ms += 1)
    entry(program, { at: '2026-11-01T00:30:00.000Z', durationMs: ms, outcome: ms <= 2 ? 'error' : 'ok' });
  const late = { at: '2026-11-01T02:10:00.000Z', serverName: 'mail', target: 'mail__send', durationMs: 100 } as const;
  for (const outcome of ['ok', 'ok', 'tool_error', 'cancelled'] as const) entry(program, { ...late, outcome });
  await api.requestLog.flush();
  const query = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' };
  const { buckets, servers, targets, countedFrom } = await program.call(mcpLogEndpoints.analytics, { query });
  expect(buckets).toHaveLength(25);
  const [first, second, third] = buckets;
  expect(first).toEqual({ at: '2026-11-01T00:00:00.000Z', calls: 20, errors: 2, p50Ms: 10, p95Ms: 19 });
  expect(second).toEqual({ at: '2026-11-01T01:00:00.000Z', calls: 0, errors: 0, p50Ms: 0, p95Ms: 0 });
  expect(third).toEqual({ at: '2026-11-01T02:00:00.000Z', calls: 4, errors: 1, p50Ms: 100, p95Ms: 100 });
  expect(servers).toEqual([
    { name: 'files', calls: 20, errors: 2, p95Ms: 19 },
    { name: 'mail', calls: 4, errors: 1, p95Ms: 100 },
  ]);
  expect(targets.map(({ name, calls }) => [name, calls])).toEqual([
    ['files__read', 20],
    ['mail__send', 4],
  ]);
  expect(countedFrom).toBeNull();
  const store = createMongoLogStore(api.database.connection);
  const few = requestLogService({ store, mostPoints: 4 });
  const newest = await few.analytics(program.workspaceId, query);
  expect(newest).toMatchObject({
    targets: [{ name: 'mail__send', calls: 4 }],
    countedFrom: expect.stringContaining('T02:'),
  });
  const swapped = { from: query.to, to: query.from };
  expect(await refusal(program.call(mcpLogEndpoints.analytics, { query: swapped }))).toBe('400 validation_error');
});

test('a logged call is sent again as the caller, unless something of it was not kept', async () => {
  const program = await api.program(undefined, 'Replay');
  entry(program, { arguments: { path: '/again' } });
  entry(program, { arguments: { path: '/x', SHOP_LOGIN: 'hunter2' }, target: 'read', correlationId: 'with-a-secret' });
  entry(program, { arguments: { path: 'x'.repeat(20_000) }, target: 'slow__count' });
  await api.requestLog.flush();
  const { items } = await program.call(mcpLogEndpoints.list, { query: {} });
  const idOf = (target: string) => items.find((each) => each.target === target)?.id ?? '';
  const replay = (target: string, as = program) => as.call(mcpLogEndpoints.replay, { params: { id: idOf(target) } });
  expect(await replay('files__read')).toEqual({ content: [{ type: 'text', text: 'read /again' }] });
  expect(await refusal(replay('read'))).toBe('409 mcp_log_entry_not_replayable');
  expect(await refusal(replay('slow__count'))).toBe('409 mcp_log_entry_not_replayable');
  const detail = await program.call(mcpLogEndpoints.get, { params: { id: idOf('read') } });
  expect(detail).toMatchObject({ replayable: false, arguments: { path: '/x', SHOP_LOGIN: '[redacted]' } });
  // Whoever may not read the log sends only their own requests again.
  const user = await api.program(['mcp-tools:use'], 'Replay');
  expect(user.workspaceId).toBe(program.workspaceId);
  expect(await refusal(replay('files__read', user))).toBe('404 mcp_log_entry_not_found');
});

test('what the caller sent beside the call is kept beside it', async () => {
  const program = await api.program();
  api.requestLog.noteContext('beside-1', { page: 'quotes', apiKey: 'hunter2' });
  entry(program, { correlationId: 'beside-1' });
  await api.requestLog.flush();
  const { items } = await program.call(mcpLogEndpoints.list, { query: {} });
  const detail = await program.call(mcpLogEndpoints.get, { params: { id: items[0]?.id ?? '' } });
  expect(detail.context).toEqual({ page: 'quotes', apiKey: '[redacted]' });
});
