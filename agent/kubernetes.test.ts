import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../infra/ground/free-port.ts';
import { httpServerProgram } from '../infra/runtimes/http/test-http-server.ts';
import { createKubernetesRuntime } from '../infra/runtimes/kubernetes/kubernetes-runtime.ts';
import { podTimings } from '../infra/runtimes/kubernetes/pod-timings.ts';
import { TestCluster } from '../infra/runtimes/kubernetes/test-cluster.ts';
import { startFixture, startTestAgent } from './test-agent.ts';

const fixture = join(import.meta.dirname, 'test-children/fixture-server.ts');

// The client is large: reading it is no part of what a test waits for.
beforeAll(() => import('@kubernetes/client-node'));

test('an MCP server in a pod answers, comes back in another pod after it died, and leaves nothing when removed', async () => {
  const cluster = await TestCluster.start();
  const { kubeconfig, namespace } = cluster;
  const timings = { ...podTimings, lookEveryMs: 10 };
  const runtime = createKubernetesRuntime({ kubeconfig, namespace, owner: 'test', timings });
  const started = await startTestAgent({ runtime, timings: { firstBackoffMs: 10, restartPatienceMs: 20_000 } });
  const folder = await mkdtemp(join(tmpdir(), 'pod-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const upstream = await startFixture(started, {
    runtime: 'kubernetes',
    source: { kind: 'image', image: 'registry.test/fixture:1', args: [fixture, folder] },
  });
  expect(upstream.info.serverInfo.name).toBe('fixture');
  const call = (name: string, given = {}) => upstream.request('tools/call', { name, arguments: given });
  const [first] = cluster.pods.keys();

  await call('stderr', { note: 'a word to its log' });
  await vi.waitUntil(async () => (await started.client.logs('mcp_one')).length > 0);
  expect((await started.client.logs('mcp_one')).map(({ text }) => text)).toEqual(['a word to its log']);
  await expect(call('exit')).rejects.toThrow('ended with code 3');
  const again = await started.client.attach('mcp_one');
  const answer = await again.request('tools/call', { name: 'echo', arguments: { still: 'here' } });
  expect(JSON.stringify(answer)).toContain('still');
  expect([...cluster.pods.keys()]).not.toContain(first);
  expect(await started.client.describe('mcp_one')).toMatchObject({ state: 'running', restarts: 1, processIds: [] });

  await started.client.remove('mcp_one');
  expect(cluster.kinds).toEqual([]);
  expect(cluster.pods.size).toBe(0);
});

test('an MCP server that listens in a pod answers like any other', async () => {
  const cluster = await TestCluster.start();
  const { kubeconfig, namespace } = cluster;
  const timings = { ...podTimings, lookEveryMs: 10 };
  const runtime = createKubernetesRuntime({ kubeconfig, namespace, owner: 'test', timings });
  const started = await startTestAgent({ runtime });
  const port = await freePort();
  const upstream = await startFixture(started, {
    runtime: 'kubernetes',
    source: {
      kind: 'image',
      image: 'registry.test/fixture:1',
      args: ['-e', httpServerProgram],
      transport: 'http',
      port,
    },
    environment: { PORT: String(port) },
  });
  expect(upstream.info).toMatchObject({ serverInfo: { name: 'listening' }, protocolVersion: '2025-11-25' });
  expect(await upstream.request('tools/call', { code: '6 * 7' })).toEqual({ value: 42 });
  await started.client.remove('mcp_one');
  expect(cluster.kinds).toEqual([]);
});
