import { expect, test, vi } from 'vitest';
import { fail } from '../../../contracts/kernel/fail.ts';
import { createFakeGateway, type FakeTool } from '../../../test/fakes/fake-gateway.ts';
import type { GatewayCaller } from '../gateway.ts';
import { taskRunner } from './task-runner.ts';
import { taskService } from './task-service.ts';
import { isOver, type JsonSealer, type TaskRecord, type TaskStore } from './task-store.ts';

const caller: GatewayCaller = {
  identity: {
    kind: 'user',
    id: 'usr_1',
    name: 'Ann',
    workspaceId: 'wsp_1',
    permissions: new Set(),
    sessionId: 'ses_1',
  },
  token: 'token',
  client: null,
  era: 'rest',
  sessionKey: null,
  correlationId: 'corr-1',
  locale: 'en',
};
const sealer: JsonSealer = {
  seal: (value) => new TextEncoder().encode(JSON.stringify(value)),
  open: (sealed) => JSON.parse(new TextDecoder().decode(sealed)),
  sealText: (value) => JSON.stringify(value),
  openText: (sealed) => JSON.parse(sealed),
};

const memoryStore = (): TaskStore => {
  const records = new Map<string, TaskRecord>();
  return {
    insert: async (record) => void records.set(record.id, record),
    find: async (_workspaceId, taskId) => records.get(taskId) ?? null,
    change: async (_workspaceId, taskId, change, version) => {
      const known = records.get(taskId);
      if (!known || isOver(known) || (version !== undefined && version !== known.version)) return null;
      const changed = { ...known, ...change, version: known.version + 1 };
      records.set(taskId, changed);
      return changed;
    },
    list: async () => ({ items: [...records.values()], nextCursor: null }),
    noteErrandDone: async () => undefined,
    pendingErrands: async () => [],
    deleteEndedBefore: async () => [],
  };
};

/** A server elsewhere (nothing keeps its calls), or behind an agent. */
const setUp = (
  tool: FakeTool,
  {
    keeper = null,
    annotations = {},
    ours = false,
    stopFailure,
  }: { keeper?: string | null; annotations?: object; ours?: boolean; stopFailure?: Error } = {},
) => {
  const store = memoryStore();
  const kept = new Map<string, Uint8Array>();
  const results = {
    put: async ({ id }: { id: string }, sealed: Uint8Array) => void kept.set(id, sealed),
    get: async ({ id }: { id: string }) => kept.get(id) ?? null,
    remove: async () => undefined,
  };
  const gateway = createFakeGateway({ far__do: tool }, { far__do: { ...annotations } });
  const news = { announce: async () => undefined };
  const forgotten: string[] = [];
  const stopped: (string | null)[] = [];
  const noted: unknown[] = [];
  const shared = { store, results, sealer, gateway, news };
  const bus = { subscribe: () => () => undefined };
  const service = taskService({ ...shared, bus, runErrand: async () => undefined });
  const runner = taskRunner({
    ...shared,
    callerOf: async () => caller,
    keeperOf: async () => keeper,
    forget: async (_serverId, key) => void forgotten.push(key),
    isOurs: () => ours,
    stopWork: async ({ worksOn }) => {
      stopped.push(worksOn);
      if (stopFailure) throw stopFailure;
    },
    log: {
      of: (_correlationId, _taskId, context) => {
        noted.push(context);
        return { [Symbol.dispose]: () => undefined };
      },
    },
  });
  const start = () => service.start(caller, { tool: 'far__do', arguments: { a: 1 }, context: { page: 'quotes' } });
  const run = (taskId: string, signal = new AbortController().signal) =>
    runner.run({ workspaceId: 'wsp_1', taskId }, { signal });
  return {
    service,
    runner,
    start,
    run,
    gateway,
    forgotten,
    stopped,
    noted,
    find: (id: string) => service.find(caller.identity, id),
  };
};

const done = { content: [{ type: 'text', text: 'done' }] };
/** Never answers; ends with the worker. */
const hangs: FakeTool = (_given, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('the worker stops'))));

test('a call that may have arrived elsewhere is not made again, unless the tool says that it may be', async () => {
  for (const [annotations, calls, status] of [
    [{}, 1, 'failed'],
    [{ destructiveHint: true, idempotentHint: true }, 2, 'completed'],
    [{ readOnlyHint: true }, 2, 'completed'],
  ] as const) {
    let isFirst = true;
    const first: FakeTool = (given, exchange, who) => {
      if (!isFirst) return Promise.resolve(done);
      isFirst = false;
      return hangs(given, exchange, who);
    };
    const { start, run, gateway, find } = setUp(first, { annotations });
    const { id } = await start();
    const worker = new AbortController();
    const lost = run(id, worker.signal);
    await vi.waitFor(() => expect(gateway.calls).toHaveLength(1));
    worker.abort();
    await expect(lost).rejects.toThrow('the worker stops');
    expect(await run(id)).toBe('over');
    expect([(await find(id))?.status, gateway.calls.length]).toEqual([status, calls]);
  }
});

test('behind an agent the same key is used again, and another one only for a call that is made anew', async () => {
  const keys: (string | undefined)[] = [];
  let tries = 0;
  const tool: FakeTool = async (_given, { keepKey }) => {
    keys.push(keepKey);
    tries += 1;
    if (tries === 1) throw fail('agent_unreachable');
    if (tries === 2) throw fail('mcp_call_interrupted', { name: 'far' });
    return done;
  };
  const { start, run, runner, forgotten, find } = setUp(tool, {
    keeper: 'mcp_1',
    annotations: { idempotentHint: true },
  });
  const { id } = await start();
  await expect(run(id)).rejects.toThrow('agent_unreachable');
  expect(await run(id)).toBe('over');
  expect(keys).toEqual([id, id, `${id}.2`]);
  expect(await find(id)).toMatchObject({ status: 'completed', result: done });
  await runner.forgetKept({ workspaceId: 'wsp_1', taskId: id });
  expect(forgotten).toEqual([id, `${id}.2`]);
});

test('a question elsewhere is answered while the call waits, and an answer is handed over once', async () => {
  const tool: FakeTool = async (_given, { onRequest }) => {
    const answer = await onRequest?.('elicitation/create', { message: 'Sure?' });
    return { content: [], structuredContent: { answer } };
  };
  const { service, start, run, find } = setUp(tool);
  const { id } = await start();
  const running = run(id);
  const asking = await vi.waitFor(async () => {
    const task = await find(id);
    expect(task?.status).toBe('input_required');
    return task;
  });
  const [key = ''] = Object.keys(asking?.inputRequests ?? {});
  const answer = (inputResponses: Record<string, Record<string, unknown>>) =>
    service.answer(caller.identity, id, inputResponses);
  await expect(answer({ __proto__x: {} })).rejects.toThrow('validation_error');
  expect(await answer({ [key]: { action: 'accept' } })).toMatchObject({ status: 'working', inputRequests: {} });
  await expect(answer({ [key]: { action: 'decline' } })).rejects.toThrow('validation_error');
  expect(await running).toBe('over');
  expect(await service.settled(caller.identity, id)).toMatchObject({
    status: 'completed',
    result: { structuredContent: { answer: { action: 'accept' } } },
  });
});

test('what comes after a task was cancelled changes nothing, and nobody else reaches it', async () => {
  let finish = (_result: typeof done): void => undefined;
  const { service, start, run, gateway, find } = setUp(() => new Promise((resolve) => (finish = resolve)));
  const { id } = await start();
  const running = run(id);
  await vi.waitFor(() => expect(gateway.calls).toHaveLength(1));
  const stranger = { ...caller.identity, id: 'usr_2' };
  await expect(service.cancel(stranger, id)).rejects.toThrow('mcp_task_not_found');
  expect(await service.find(stranger, id)).toBeNull();
  await service.cancel(caller.identity, id);
  finish(done);
  await running;
  expect(await find(id)).toMatchObject({ status: 'cancelled', result: null });
  expect(await run(id)).toBe('over');
  expect(gateway.calls).toHaveLength(1);
});

const unfinished = (worksOn: string | null) => ({
  content: [],
  isError: true,
  _meta: { 'throughline/unfinished': { worksOn } },
});
const ourOwn = { ours: true, annotations: { idempotentHint: true } };

test('a tool of our own answers in pieces, over any number of workers, and hears each time what it waits for', async () => {
  const pieces: unknown[] = [];
  const tool: FakeTool = async (_given, { piece }) => {
    pieces.push(piece?.worksOn);
    if (pieces.length % 2 === 0) throw new Error('the worker is killed');
    return pieces.length < 15 ? unfinished(`doc_${pieces.length}`) : done;
  };
  const { start, run, find } = setUp(tool, ourOwn);
  const { id } = await start();
  for (let kill = 0; kill < 7; kill += 1) await expect(run(id)).rejects.toThrow('the worker is killed');
  expect(await run(id)).toBe('over');
  expect(await find(id)).toMatchObject({ status: 'completed', result: done });
  expect(pieces).toEqual([null, 1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13].map((at) => at && `doc_${at}`));
});

test('a cancelled task stops what it began, also when that became known only after', async () => {
  let cancelNow = async (): Promise<unknown> => undefined;
  const tool: FakeTool = async () => {
    await cancelNow();
    return unfinished('doc_1');
  };
  const { service, runner, start, run, stopped } = setUp(tool, ourOwn);
  const late = await start();
  cancelNow = () => service.cancel(caller.identity, late.id);
  expect(await run(late.id)).toBe('over');
  expect(stopped).toEqual(['doc_1']);

  const { id } = await start();
  let calls = 0;
  cancelNow = async () => (calls += 1) > 1 && (await service.cancel(caller.identity, id));
  expect(await run(id)).toBe('over');
  await runner.forgetKept({ workspaceId: 'wsp_1', taskId: id });
  expect(stopped).toEqual(['doc_1', 'doc_1']);
});

test('stopping what a cancelled task began is tried again when it fails', async () => {
  let cancelNow = async (): Promise<unknown> => undefined;
  let calls = 0;
  const tool: FakeTool = async () => {
    calls += 1;
    if (calls === 1) return unfinished('doc_1');
    await cancelNow();
    return done;
  };
  const { service, runner, start, run, stopped } = setUp(tool, {
    ...ourOwn,
    stopFailure: fail('service_unavailable'),
  });
  const { id } = await start();
  cancelNow = () => service.cancel(caller.identity, id);
  expect(await run(id)).toBe('over');
  await expect(runner.forgetKept({ workspaceId: 'wsp_1', taskId: id })).rejects.toMatchObject({
    code: 'service_unavailable',
  });
  expect(stopped).toEqual(['doc_1']);
});

test('a server of others cannot make a task go on', async () => {
  const { start, run, find } = setUp(async () => unfinished('doc_1'));
  const { id } = await start();
  expect(await run(id)).toBe('over');
  expect(await find(id)).toMatchObject({ status: 'completed', result: { isError: true } });
});

test('what a tool says is kept with its task, and what its caller said goes to the log of its call', async () => {
  const tool: FakeTool = async (_given, { onLog }) => {
    for (let line = 1; line <= 12; line += 1) onLog?.({ level: 'info', logger: 'far', data: line });
    return done;
  };
  const { start, run, find, noted } = setUp(tool);
  const { id } = await start();
  expect(await run(id)).toBe('over');
  const found = await find(id);
  expect(found).toMatchObject({ status: 'completed', result: done });
  expect(found?.messages.map(({ text }) => text)).toEqual(['3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
  expect(found?.messages[0]).toEqual({ level: 'info', logger: 'far', text: '3' });
  expect(noted).toEqual([{ page: 'quotes' }]);
});
