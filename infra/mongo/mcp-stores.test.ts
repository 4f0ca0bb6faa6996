import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '../../contracts/access.ts';
import type { AgentConnection } from '../../contracts/mcp-deployments.ts';
import { NewMcpServer } from '../../contracts/mcp-servers.ts';
import type { DeploymentRecord } from '../../domain/mcp/deployments/deployment-store.ts';
import { freshSteps } from '../../domain/mcp/deployments/deployment-view.ts';
import type { McpServerRecord } from '../../domain/mcp/mcp-server-store.ts';
import { newServerRecord } from '../../domain/mcp/servers/new-server-record.ts';
import { newId } from '../../domain/new-id.ts';
import { startTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { areDuplicateKeys } from './duplicate-key.ts';
import { createMongoConnectionStore } from './mcp-connection-store.ts';
import { createMongoDeploymentStore } from './mcp-deployment-store.ts';
import { createMongoHealthStore } from './mcp-health-store.ts';
import { createMongoMcpServerStore } from './mcp-server-store.ts';

let database: TestDatabase;
let stores: ReturnType<typeof openAll>;

const openAll = ({ connection }: TestDatabase) => ({
  servers: createMongoMcpServerStore(connection),
  deployments: createMongoDeploymentStore(connection),
  connections: createMongoConnectionStore(connection),
  health: createMongoHealthStore(connection),
});

beforeAll(async () => {
  database = await startTestDatabase();
  stores = openAll(database);
  await database.ensureIndexes();
});
afterAll(() => database?.[Symbol.asyncDispose]());

const newServer = (workspaceId: string, name = 'files'): McpServerRecord => {
  const identity: Pick<Identity, 'workspaceId' | 'id'> = { workspaceId, id: newId('usr') };
  const source = { kind: 'npm', package: 'some-server', version: '1.0.0' };
  const wanted = NewMcpServer.parse({ name, title: 'Files', source, runtime: 'process' });
  return newServerRecord(identity, wanted, null, new Date());
};

const stored = async (): Promise<McpServerRecord> => {
  const record = newServer(newId('wsp'));
  await stores.servers.insert(record);
  return record;
};

test('a name is one server of its workspace, also for two that come at once', async () => {
  const workspaceId = newId('wsp');
  const answers = await Promise.allSettled([1, 2, 3].map(() => stores.servers.insert(newServer(workspaceId))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  await expect(stores.servers.insert(newServer(workspaceId))).rejects.toMatchObject({ code: 'mcp_server_name_taken' });
  await stores.servers.insert(newServer(newId('wsp')));
  expect(await stores.servers.all(workspaceId)).toHaveLength(1);
});

test('a change names the revision it was made on; a quiet one raises none', async () => {
  const { workspaceId, server } = await stored();
  const guard = { revision: server.revision };
  const wishes = ['A', 'B', 'C'].map((title) =>
    stores.servers.change(workspaceId, server.id, { server: { title } }, guard),
  );
  expect((await Promise.all(wishes)).filter((each) => each !== null)).toHaveLength(1);
  const quiet = { server: { latencyMs: 3 } };
  const after = await stores.servers.change(workspaceId, server.id, quiet, { revision: 2, quietly: true });
  expect(after?.server).toMatchObject({ revision: 2, latencyMs: 3 });
});

test('one deployment at a time holds a server, and only its holder changes it then', async () => {
  const { workspaceId, server } = await stored();
  const take = (deploymentId: string) =>
    stores.servers.change(workspaceId, server.id, { deploymentId }, { deploymentId: null });
  const taken = (await Promise.all(['dep_a', 'dep_b', 'dep_c'].map(take))).filter((each) => each !== null);
  expect(taken).toHaveLength(1);
  const holder = taken[0]?.deploymentId ?? '';
  const change = { installation: 4 };
  expect(await stores.servers.change(workspaceId, server.id, change, { deploymentId: 'dep_z' })).toBeNull();
  expect(await stores.servers.change(newId('wsp'), server.id, change, { deploymentId: holder })).toBeNull();
  expect(await stores.servers.change(workspaceId, server.id, change, { deploymentId: holder, states: [] })).toBeNull();
  expect(await stores.servers.change(workspaceId, server.id, change, { deploymentId: holder })).toMatchObject(change);
});

test('what a server calls its things comes back as it was', async () => {
  const { workspaceId, server } = await stored();
  const tool = { name: 'a.b', $where: '1', inputSchema: { 'x.y': null, __proto__x: [] } };
  const lists = { resources: [], resourceTemplates: [], prompts: [], capabilities: {}, instructions: null };
  const rule = { hidden: true, rename: null, approvedHash: null };
  const change = { definitions: { tools: [tool], ...lists }, toolRules: { 'a.b': rule, constructor: rule } };
  await stores.servers.change(workspaceId, server.id, change);
  expect(await stores.servers.find(workspaceId, server.id)).toMatchObject(change);
});

const newDeployment = (): DeploymentRecord => ({
  workspaceId: newId('wsp'),
  id: newId('dep'),
  serverId: newId('mcp'),
  serverName: 'files',
  kind: 'redeploy',
  state: 'running',
  steps: freshSteps('redeploy'),
  cause: null,
  startedBy: 'Ann',
  startedAt: new Date().toISOString(),
  endedAt: null,
  startPending: true,
  cancelRequested: false,
  installation: 0,
  version: null,
  before: null,
  stateBefore: 'stopped',
  revision: 1,
});

test('steps that are changed at once are both kept; an ended deployment stays ended; lines are numbered', async () => {
  const record = newDeployment();
  const { workspaceId, id } = record;
  await stores.deployments.insert(record);
  expect(await stores.deployments.find(workspaceId, id)).toEqual(record);
  await Promise.all([
    stores.deployments.changeSteps(workspaceId, id, { create: { state: 'running', attempt: 2 } }),
    stores.deployments.changeSteps(workspaceId, id, { validate: { state: 'done' } }),
  ]);
  const found = await stores.deployments.find(workspaceId, id);
  expect(found?.steps.slice(0, 3).map(({ state }) => state)).toEqual(['done', 'waiting', 'running']);
  expect(await stores.deployments.change(workspaceId, id, { state: 'failed' }, ['running'])).not.toBeNull();
  expect(await stores.deployments.change(workspaceId, id, { state: 'succeeded' }, ['running'])).toBeNull();
  const line = { at: record.startedAt, step: 'create', text: 'fetching' } as const;
  await Promise.all(Array.from({ length: 20 }, () => stores.deployments.appendLog(workspaceId, id, line)));
  const lines = await stores.deployments.logs(workspaceId, id, 5);
  expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, index) => index + 6));
});

test('an agent is connected to a server once, and again after it was disconnected', async () => {
  const workspaceId = newId('wsp');
  const serverId = newId('mcp');
  const connection = (): AgentConnection => ({
    id: newId('con'),
    agent: 'assistant',
    serverId,
    serverName: 'files',
    state: 'connected',
    latencyMs: 1,
    capabilities: [],
    connectedBy: 'Ann',
    connectedAt: new Date().toISOString(),
  });
  const wishes = [connection(), connection(), connection()];
  const inserted = await Promise.all(wishes.map((wish) => stores.connections.insert(workspaceId, wish)));
  expect(inserted.filter(Boolean)).toHaveLength(1);
  const [held] = await stores.connections.connected(workspaceId, serverId);
  expect(await stores.connections.disconnect(newId('wsp'), held?.id ?? '')).toBeNull();
  const ends = [1, 2].map(() => stores.connections.disconnect(workspaceId, held?.id ?? ''));
  expect((await Promise.all(ends)).filter((each) => each !== null)).toHaveLength(1);
  expect(await stores.connections.insert(workspaceId, connection())).toBe(true);
});

test('health is kept newest first, a bounded number of times, and forgotten whole', async () => {
  const [workspaceId, serverId] = [newId('wsp'), newId('mcp')];
  const entry = (latencyMs: number) =>
    ({ at: new Date(latencyMs).toISOString(), health: 'healthy', latencyMs, cause: null }) as const;
  for (let count = 1; count <= 503; count += 1) await stores.health.add(workspaceId, serverId, entry(count));
  const kept = await stores.health.list(workspaceId, serverId);
  expect([kept.length, kept[0]?.latencyMs, kept.at(-1)?.latencyMs]).toEqual([500, 503, 4]);
  await stores.health.forget(workspaceId, serverId);
  expect(await stores.health.list(workspaceId, serverId)).toEqual([]);
});

test('of a batch that is sent again only what is there already is no fault, whatever fails first', async () => {
  const rows = database.connection.collection<{ _id: unknown }>('batches');
  const insert = (...ids: unknown[]) =>
    rows.insertMany(
      ids.map((_id) => ({ _id })),
      { ordered: false },
    );
  await insert('a');
  const again = await insert('a', 'b', 'a').catch((error: unknown) => error);
  expect(areDuplicateKeys(again)).toBe(true);
  const broken = await insert('a', ['no list is an id'], 'c').catch((error: unknown) => error);
  expect(areDuplicateKeys(broken)).toBe(false);
  expect(await rows.countDocuments()).toBe(3);
});
