import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fail } from '../../contracts/kernel/fail.ts';
import type { GatewayCaller } from '../../domain/mcp/gateway.ts';
import { callRetention } from '../../domain/mcp/tasks/call-retention.ts';
import { taskService } from '../../domain/mcp/tasks/task-service.ts';
import type { TaskRecord, TaskResults, TaskStore } from '../../domain/mcp/tasks/task-store.ts';
import { newId } from '../../domain/new-id.ts';
import { createFakeGateway } from '../../test/fakes/fake-gateway.ts';
import { startTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { createDiskBlobStore } from '../files/disk-blob-store.ts';
import { createTaskResults } from '../files/task-results.ts';
import { createJsonSealer } from '../crypto/json-sealer.ts';
import { createMongoTaskStore } from './mcp-task-store.ts';

let database: TestDatabase;
let tasks: TaskStore;
let results: TaskResults;
let folder: string;
const sealer = createJsonSealer('a secret of tests that is long enough', 'test');

beforeAll(async () => {
  database = await startTestDatabase();
  tasks = createMongoTaskStore(database.connection);
  folder = await mkdtemp(join(tmpdir(), 'task-results-'));
  results = createTaskResults(createDiskBlobStore(folder));
  await database.ensureIndexes();
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const caller: GatewayCaller = {
  identity: {
    kind: 'user',
    id: newId('usr'),
    name: 'Ann',
    workspaceId: newId('wsp'),
    permissions: new Set(),
    sessionId: null,
  },
  token: 'token',
  client: null,
  era: 'rest',
  sessionKey: null,
  correlationId: 'corr-1',
  locale: 'en',
};

const newTask = async (changes: Partial<TaskRecord> = {}): Promise<TaskRecord> => {
  const record: TaskRecord = {
    id: newId('tsk'),
    workspaceId: newId('wsp'),
    owner: { kind: 'user', id: newId('usr'), sessionId: null },
    createdBy: 'Ann',
    client: null,
    era: 'rest',
    locale: 'en',
    correlationId: 'corr-1',
    sessionKey: 'a session',
    server: null,
    tool: 'files__read',
    serverName: 'files',
    repeatable: false,
    sealedArguments: sealer.sealText({}),
    sealedContext: null,
    sealedInputs: null,
    sealedMessages: null,
    status: 'working',
    statusMessage: null,
    progress: null,
    error: null,
    hasResult: false,
    round: 1,
    sentRound: 0,
    worksOn: null,
    createdAt: new Date().toISOString(),
    endedAt: null,
    version: 1,
    errand: 'wake',
    errandKey: crypto.randomUUID(),
    ...changes,
  };
  await tasks.insert(record);
  return record;
};

test('a task that is over changes no more, and of two changes to one version one happens', async () => {
  const { workspaceId, id } = await newTask();
  const attempts = await Promise.all(
    Array.from({ length: 10 }, () => tasks.change(workspaceId, id, { statusMessage: 'x' }, 1)),
  );
  expect(attempts.filter((changed) => changed !== null)).toMatchObject([{ version: 2, statusMessage: 'x' }]);
  const endedAt = new Date().toISOString();
  expect(await tasks.change(workspaceId, id, { status: 'cancelled', endedAt })).toMatchObject({ endedAt, version: 3 });
  expect(await tasks.change(workspaceId, id, { status: 'completed' })).toBeNull();
  expect(await tasks.find(workspaceId, id)).toMatchObject({ status: 'cancelled', version: 3, endedAt });
  expect(await tasks.find(newId('wsp'), id)).toBeNull();
});

test('an errand that is done leaves a newer one', async () => {
  const { workspaceId, id, errandKey } = await newTask();
  const pending = async () => (await tasks.pendingErrands(1_000)).filter((task) => task.id === id);
  expect(await pending()).toMatchObject([{ errand: 'wake', errandKey }]);
  const changed = await tasks.change(workspaceId, id, { errand: 'wake' });
  await tasks.noteErrandDone(workspaceId, id, errandKey);
  expect(await pending()).toMatchObject([{ errandKey: changed?.errandKey }]);
  await tasks.noteErrandDone(workspaceId, id, changed?.errandKey ?? '');
  expect(await pending()).toEqual([]);
});

test('a call that is accepted while the workflow engine is away waits in line, and is handed over once it is back', async () => {
  const engine: { isAway: boolean; told: string[] } = { isAway: true, told: [] };
  const service = taskService({
    store: tasks,
    results,
    sealer,
    gateway: createFakeGateway({ far__do: async () => ({ content: [] }) }),
    news: { announce: async () => undefined },
    bus: { subscribe: () => () => undefined },
    runErrand: async ({ id }) => {
      if (engine.isAway) throw fail('service_unavailable');
      engine.told.push(id);
    },
  });
  const { id, status } = await service.start(caller, { tool: 'far__do', arguments: {} });
  const pending = async () => (await service.pendingErrands(1_000)).filter((task) => task.id === id);
  expect([status, (await pending()).length]).toEqual(['working', 1]);
  engine.isAway = false;
  for (const record of await pending()) await service.settleErrand(record);
  expect([engine.told, await pending()]).toEqual([[id], []]);
});

test('what is older than it may become goes with its result and its events, and nothing else does', async () => {
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  const old = await newTask({ status: 'completed', endedAt: day(31), hasResult: true });
  const recent = await newTask({ status: 'completed', endedAt: day(29), hasResult: true });
  const waiting = await newTask({ status: 'input_required', createdAt: day(90) });
  for (const task of [old, recent]) await results.put(task, sealer.seal({ content: [] }));
  const forgotten: string[] = [];
  const sweep = callRetention({
    log: { deleteBefore: async () => 3 },
    tasks,
    results,
    events: { forget: async (_workspaceId, subject) => void forgotten.push(subject) },
    days: 30,
  });
  expect(await sweep()).toEqual({ entries: 3, tasks: 1 });
  expect(forgotten).toEqual([`task:${old.id}`]);
  expect(await tasks.find(old.workspaceId, old.id)).toBeNull();
  expect(await results.get(old)).toBeNull();
  for (const task of [recent, waiting]) expect(await tasks.find(task.workspaceId, task.id)).not.toBeNull();
  expect(sealer.open((await results.get(recent)) ?? new Uint8Array())).toEqual({ content: [] });
});
