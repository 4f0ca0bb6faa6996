import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { McpServer } from '../../../contracts/mcp-servers.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { freePort } from '../../ground/free-port.ts';
import { askServer } from '../http/test-ask-server.ts';
import { httpServerProgram } from '../http/test-http-server.ts';
import { createKubernetesRuntime } from './kubernetes-runtime.ts';
import { podTimings } from './pod-timings.ts';
import { TestCluster } from './test-cluster.ts';

// The client is large: reading it is no part of what a test waits for.
beforeAll(() => import('@kubernetes/client-node'));

const launched = async () => {
  const cluster = await TestCluster.start();
  const { kubeconfig, namespace } = cluster;
  const folder = await mkdtemp(join(tmpdir(), 'kubernetes-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const image = 'registry.test/server:1.2';
  const spec: ServerSpec = {
    id: 'mcp_00000000000000000000000000',
    workspaceId: 'wsp_1',
    name: 'podded',
    installation: 1,
    runtime: 'kubernetes',
    source: { kind: 'image', image, args: ['-e', httpServerProgram], transport: 'http', port },
    grants: { network: false },
    limits: McpServer.shape.limits.parse({}),
    environment: { PORT: String(port), GREETING: 'hello' },
    idleSleepSeconds: null,
  };
  const timings = { ...podTimings, lookEveryMs: 10 };
  const runtime = createKubernetesRuntime({ kubeconfig, namespace, owner: 'test', timings });
  await runtime.install(spec, folder);
  const server = await runtime.launch(spec, folder, folder);
  return { cluster, server, port };
};

test('a server that listens is reached through the API once it is ready, and leaves nothing behind', async () => {
  const { cluster, server } = await launched();
  let log = '';
  server.stderr.on('data', (bytes: Buffer) => (log += bytes.toString()));
  const ask = await askServer(server);
  expect(await ask('process.env.GREETING')).toEqual({ value: 'hello' });
  expect(await ask("'x'.repeat(3e6)")).toEqual({ value: 'x'.repeat(3_000_000) });
  expect(await ask("console.log('a word'), 1")).toEqual({ value: 1 });
  await vi.waitUntil(() => log.includes('a word'), { timeout: 20_000 });
  await server.end(0);
  expect((await server.exited).reason).toBe('was stopped');
  expect(cluster.kinds).toEqual([]);
});

test('a server that stops listening is ended', async () => {
  const { cluster, server, port } = await launched();
  const ask = await askServer(server);
  expect(await ask('http.close(), 1')).toEqual({ value: 1 });
  // The first may still use a connection that is just closing.
  const asking = setInterval(() => void ask('1').catch(() => undefined), 20);
  onTestFinished(() => clearInterval(asking));
  expect((await server.exited).reason).toBe(`listens no more on port ${port}`);
  expect(cluster.kinds).toEqual([]);
});
