import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DeploymentAgent, ServerSpec } from '../domain/mcp/deployment-agent.ts';
import { agentSocketPath } from '../infra/agent/agent-address.ts';
import { createAgentClient } from '../infra/agent/agent-client.ts';
import { createSealer } from '../infra/crypto/sealed-bytes.ts';
import type { Runtime } from '../infra/runtimes/runtime.ts';
import { Agent } from './agent.ts';
import { serveAgent } from './agent-server.ts';
import { agentTimings, type AgentTimings } from './agent-timings.ts';
import { plainRuntime } from './test-runtime.ts';

export const testSealer = createSealer('a secret of tests that is long enough', 'agent');
export const silentLog = { info: () => undefined, warn: () => undefined };

export interface TestAgent {
  agent: Agent;
  client: DeploymentAgent;
  folder: string;
  socketPath: string;
  /** What the fixture server noted in its data folder, by line. */
  noted(file: string, id?: string): Promise<string[]>;
  end(): Promise<void>;
}

export interface TestAgentOptions {
  readonly timings?: Partial<AgentTimings>;
  readonly runtime?: Runtime;
  /** Of an agent that was there before. */
  readonly folder?: string;
}

/** An agent in this process, on a socket of its own, with the fixture server as its only program. */
export const startTestAgent = async (options: TestAgentOptions = {}): Promise<TestAgent> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'agent-')));
  const timings = { ...agentTimings, endGraceMs: 500, ...options.timings };
  const runtimes = [options.runtime ?? plainRuntime()];
  const agent = await Agent.open({ folder, runtimes, sealer: testSealer, log: silentLog, version: '1', timings });
  const socketPath = agentSocketPath(folder);
  const server = await serveAgent({ agent, address: { socketPath }, log: silentLog });
  const client = createAgentClient({ target: { socketPath } });
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> =>
    (ended ??= (async () => {
      await agent.close();
      await server[Symbol.asyncDispose]();
      client[Symbol.dispose]();
    })());
  onTestFinished(async () => {
    await end();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  const noted = async (file: string, id = 'mcp_one'): Promise<string[]> => {
    const text = await readFile(join(folder, 'servers', id, 'data', file), 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  };
  return { agent, client, folder, socketPath, noted, end };
};

export const testSpec = (changes: Partial<ServerSpec> = {}): ServerSpec => ({
  id: 'mcp_one',
  workspaceId: 'wsp_one',
  name: 'fixture',
  installation: 1,
  runtime: 'process',
  source: { kind: 'local', folder: 'fixture', program: 'node', args: [] },
  grants: { network: false },
  limits: { memoryMb: 256, cpuPercent: 100, processes: 64, openFiles: 256, diskMb: 256, callTimeoutSeconds: 60 },
  environment: {},
  idleSleepSeconds: null,
  ...changes,
});

/** Installs and starts the fixture server, and connects to it. */
export const startFixture = async ({ client }: Pick<TestAgent, 'client'>, changes: Partial<ServerSpec> = {}) => {
  const spec = testSpec(changes);
  await client.create(spec);
  await client.start(spec.id, spec.installation);
  return client.attach(spec.id);
};
