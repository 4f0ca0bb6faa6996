import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { McpServer } from '../../../contracts/mcp-servers.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import type { LaunchedServer } from '../runtime.ts';
import { createKubernetesRuntime } from './kubernetes-runtime.ts';
import { podTimings } from './pod-timings.ts';
import { manifestObjects, TestCluster, type TestClusterOptions } from './test-cluster.ts';
import { ended, testDigest, waiting } from './test-pod.ts';
import { schemaProblems } from './test-schema.ts';

const secret = 'a-secret-of-the-server';
/** Answers each line with what it evaluates to. */
const program = `
  const lines = require('node:readline').createInterface({ input: process.stdin });
  lines.on('line', (line) => console.log(JSON.stringify(eval(line) ?? null)));
`;

const spec = (changes: Partial<ServerSpec> = {}): ServerSpec => ({
  id: 'mcp_00000000000000000000000000',
  workspaceId: 'wsp_1',
  name: 'podded',
  installation: 1,
  runtime: 'kubernetes',
  source: { kind: 'image', image: 'registry.test/server:1.2', args: ['-e', program] },
  grants: { network: false },
  limits: McpServer.shape.limits.parse({}),
  environment: { API_KEY: secret },
  idleSleepSeconds: null,
  ...changes,
});

// The client is large: reading it is no part of what a test waits for.
beforeAll(() => import('@kubernetes/client-node'));

const setUp = async (options: TestClusterOptions = {}, timings = {}) => {
  const cluster = await TestCluster.start(options);
  const folder = await mkdtemp(join(tmpdir(), 'kubernetes-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { kubeconfig, namespace } = cluster;
  const newRuntime = () =>
    createKubernetesRuntime({
      kubeconfig,
      namespace,
      owner: 'test',
      timings: { ...podTimings, lookEveryMs: 10, ...timings },
    });
  const runtime = newRuntime();
  const launch = async (changes: Partial<ServerSpec> = {}) => {
    await runtime.install(spec(changes), folder);
    return runtime.launch(spec(changes), folder, folder);
  };
  return { cluster, folder, runtime, newRuntime, launch };
};

test.each(['v4.channel.k8s.io', 'v5.channel.k8s.io'])(
  'a server speaks over stdin and stdout by %s, and leaves nothing behind',
  async (protocol) => {
    const { cluster, launch } = await setUp({ protocol });
    const server = await launch();
    const ask = asker(server);
    expect(await ask('process.env.API_KEY')).toBe(secret);
    expect(await ask("'x'.repeat(3e6).length + Number(process.stdin.isTTY ?? 0)")).toBe(3_000_000);
    expect(cluster.kinds.toSorted()).toEqual(['NetworkPolicy', 'Pod', 'Secret']);
    await server.end(2_000);
    expect((await server.exited).reason).toBe('was stopped');
    expect(cluster.kinds).toEqual([]);
  },
);

test('every launch runs the image that was installed, by its digest', async () => {
  const { cluster, runtime, folder, launch } = await setUp();
  expect(await runtime.install(spec(), folder)).toEqual({ version: testDigest.slice(7, 19) });
  expect(cluster.kinds).toEqual([]);
  await (await launch()).end(0);
  expect(cluster.created.flatMap((each) => each.spec?.containers ?? []).at(-1)).toMatchObject({
    image: `registry.test/server@${testDigest}`,
  });
});

test('the policy is there before the pod, and secrets are in the secret alone', async () => {
  const { cluster, launch } = await setUp();
  const server = await launch();
  const kinds = cluster.created.map(({ kind }) => kind);
  expect(kinds.slice(-3)).toEqual(['NetworkPolicy', 'Secret', 'Pod']);
  const holders = cluster.created.filter((each) => JSON.stringify(each).includes(secret));
  expect(holders.map(({ kind }) => kind)).toEqual(['Secret']);
  await server.end(0);
});

test('a server that ends at its start leaves its last words', async () => {
  const { launch } = await setUp();
  const args = ['-e', "console.error('no setting MODE'); process.exit(3)"];
  const server = await launch({ source: { kind: 'image', image: 'registry.test/server:1.2', args } });
  const words = text(server.stderr);
  server.stdout.resume();
  expect((await server.exited).reason).toBe('ended with code 3');
  expect(await words).toContain('no setting MODE');
});

test.each([
  { what: 'too much memory', status: ended(137, 'OOMKilled'), reason: 'needed more than 256 MB of memory' },
  {
    what: 'too many files',
    status: {
      phase: 'Failed',
      reason: 'Evicted',
      message: 'Usage of EmptyDir volume "data" exceeds the limit "256Mi".',
    },
    reason: 'wrote more than 256 MB',
  },
  { what: 'a signal', status: ended(139, 'Error'), reason: 'was ended by signal 11' },
])('a server that ends by $what says so, and nothing of it is left', async ({ status, reason }) => {
  const { cluster, launch } = await setUp();
  const server = await launch();
  for (const pod of cluster.pods.values()) pod.die(status);
  expect((await server.exited).reason).toBe(reason);
  expect(cluster.kinds).toEqual([]);
});

test('a connection without signs of life ends the server', async () => {
  const { cluster, launch } = await setUp({ isDeaf: true }, { reasonWithinMs: 0, beatEveryMs: 20 });
  expect((await (await launch()).exited).reason).toBe('the connection to it through the cluster was lost');
  expect(cluster.kinds).toEqual([]);
});

test('a connection that breaks its protocol ends the server', async () => {
  const { cluster, launch } = await setUp({}, { reasonWithinMs: 0 });
  const server = await launch();
  for (const pod of cluster.pods.values()) pod.breakConnection();
  expect((await server.exited).reason).toBe('the connection to it through the cluster was lost');
  expect(cluster.kinds).toEqual([]);
});

test('what a server writes and nobody reads stays with the cluster', async () => {
  const { cluster, launch } = await setUp();
  const bytes = 40_000_000;
  const args = ['-e', `process.stdin.resume(); process.stdout.write('x'.repeat(${bytes}))`];
  const server = await launch({ source: { kind: 'image', image: 'registry.test/server:1.2', args } });
  const pod = [...cluster.pods.values()][0];
  await vi.waitUntil(() => pod?.logBytes === bytes);
  const held = () => server.stdout.readableLength + Number(Reflect.get(server.stdout, 'writableLength'));
  let before = -1;
  await vi.waitUntil(() => before === (before = held()) && before > 0, { interval: 200 });
  expect(held()).toBeLessThan(bytes / 10);
  await server.end(0);
});

test('a server that is asked to end has its grace', async () => {
  const { launch } = await setUp();
  const server = await launch();
  const finish = "setTimeout(() => { console.log('done'); process.exit() }, 100)";
  expect(await asker(server)(`process.on('SIGTERM', () => ${finish}) && 'ready'`)).toBe('ready');
  const last = text(server.stdout);
  await server.end(20_000);
  expect(await last).toContain('done');
});

test('a pod whose node is away is forgotten after a while', async () => {
  const { cluster, runtime, folder, launch } = await setUp({ isNodeAway: true }, { goneWithinMs: 20 });
  await launch();
  await runtime.uninstall(spec(), folder);
  expect(cluster.kinds).toEqual([]);
});

test('a connection that is cut ends the server', async () => {
  const { cluster, launch } = await setUp({}, { reasonWithinMs: 0 });
  const server = await launch();
  for (const pod of cluster.pods.values()) pod.cutConnection();
  expect((await server.exited).reason).toBe('the connection to it through the cluster was lost');
  expect(cluster.kinds).toEqual([]);
});

test('a pod is deleted once the API is back', async () => {
  let refusals = 0;
  const away = { code: 503, message: 'away' };
  const refuse = (asked: string) => (asked === 'deletecollection pods' && (refusals -= 1) >= 0 ? away : null);
  const { cluster, launch } = await setUp({ refuse });
  const server = await launch();
  refusals = 3;
  for (const pod of cluster.pods.values()) pod.kill();
  await server.exited;
  expect(cluster.kinds).toEqual([]);
});

describe('what the cluster refuses is named, and taken back', () => {
  const unschedulable = {
    phase: 'Pending',
    conditions: [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes: too little memory' },
    ],
  };
  test.each([
    {
      status: waiting('ImagePullBackOff', 'not found'),
      code: 'image_not_found',
      details: { image: 'registry.test/server:1.2' },
    },
    { status: waiting('InvalidImageName'), code: 'image_not_found', details: {} },
    { status: unschedulable, code: 'cluster_full', details: { reason: '0/3 nodes: too little memory' } },
    {
      status: { phase: 'Failed', reason: 'OutOfmemory', message: 'Node has too little' },
      code: 'cluster_full',
      details: {},
    },
  ])('by the node: $code', async ({ status, code, details }) => {
    const { cluster, runtime, folder } = await setUp({ statusOf: () => status }, { roomWithinMs: 30 });
    await expect(runtime.install(spec(), folder)).rejects.toMatchObject({
      code,
      details: expect.objectContaining(details),
    });
    expect(cluster.kinds).toEqual([]);
  });

  test('a container that cannot be made', async () => {
    const { cluster, launch } = await setUp({ statusOf: () => waiting('CreateContainerConfigError', 'no such user') });
    await expect(launch()).rejects.toMatchObject({
      code: 'server_start_failed',
      details: { reason: 'the container could not be made: no such user' },
    });
    expect(cluster.kinds).toEqual([]);
  });

  test.each([
    {
      request: 'create pods',
      code: 403,
      message: 'pods is forbidden: exceeded quota: servers',
      failure: 'cluster_full',
    },
    { request: 'create pods', code: 403, message: 'violates PodSecurity', failure: 'runtime_not_available' },
    {
      request: 'create secrets',
      code: 500,
      message: `Secret "x" is wrong: ${secret}`,
      failure: 'runtime_not_available',
    },
    { request: 'get pods/attach', code: 403, message: 'cannot attach', failure: 'runtime_not_available' },
  ])('by the API: $request, $message', async ({ request, code, message, failure }) => {
    const { cluster, launch } = await setUp({ refuse: (asked) => (asked === request ? { code, message } : null) });
    const error: unknown = await launch().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: failure });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret);
    expect(cluster.kinds).toEqual([]);
  });
});

test('an installation that is given up leaves nothing', async () => {
  const { cluster, runtime, folder } = await setUp({ statusOf: () => waiting('ContainerCreating') });
  const abort = new AbortController();
  const installing = runtime.install(spec(), folder, { signal: abort.signal });
  const givenUp = installing.catch((error: unknown) => error);
  await vi.waitUntil(() => cluster.requests.includes('get pods'));
  abort.abort();
  expect(await givenUp).toHaveProperty('name', 'AbortError');
  expect(cluster.kinds).toEqual([]);
});

test('uninstalling leaves nothing, and the next agent removes what a dead one left', async () => {
  const { cluster, runtime, folder, newRuntime, launch } = await setUp();
  await launch();
  await runtime.uninstall(spec(), folder);
  expect(cluster.kinds).toEqual([]);
  await launch();
  expect(cluster.kinds).not.toEqual([]);
  expect(await newRuntime().problem()).toBeNull();
  await vi.waitUntil(() => cluster.kinds.length === 0);
});

test('what is missing is said', async () => {
  const problemOf = (namespace: string | null, kubeconfig: string) =>
    createKubernetesRuntime({ namespace, kubeconfig, owner: 'test' }).problem();
  const { kubeconfig, namespace } = await TestCluster.start();
  expect(await problemOf(null, kubeconfig)).toContain('MCP_KUBERNETES_NAMESPACE');
  expect(await problemOf(namespace, '/nowhere')).toBe('the kubeconfig cannot be read');
  expect(await problemOf('of-somebody-else', kubeconfig)).toBe('the cluster does not allow it: cannot list pods');
});

test('the manifest fits the schema of Kubernetes, which knows mistakes', async () => {
  const objects = await manifestObjects();
  expect(objects.map(schemaProblems)).toEqual(objects.map(() => []));
  const wrong = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'x', imagee: 'y' }] } };
  expect(schemaProblems(wrong).join()).toContain('imagee');
});

const asker = ({ stdin, stdout }: LaunchedServer) => {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return async (code: string): Promise<unknown> => {
    stdin.write(`${code}\n`);
    const { value } = await lines.next();
    return JSON.parse(String(value));
  };
};
