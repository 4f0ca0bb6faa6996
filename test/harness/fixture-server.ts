import { cp, mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { NewMcpServer } from '../../contracts/mcp-servers.ts';
import type { DeploymentAgent } from '../../domain/mcp/deployment-agent.ts';
import { toServerSpec } from '../../domain/mcp/deployments/server-spec.ts';
import { newServerRecord } from '../../domain/mcp/servers/new-server-record.ts';
import { agentSocketPath } from '../../infra/agent/agent-address.ts';
import { createAgentClient } from '../../infra/agent/agent-client.ts';
import type { TestPlatform, TestProgram } from './platform.ts';

const programs = join(import.meta.dirname, '..', 'mcp', 'fixtures');

/** A folder for MCP_LOCAL_FOLDER that holds the counting server, or another one, as `fixture`. */
export const fixtureFolder = async (program = 'counting-server.ts'): Promise<{ path: string } & AsyncDisposable> => {
  const path = await mkdtemp(join(tmpdir(), 'throughline-local-'));
  await mkdir(join(path, 'fixture'));
  await cp(join(programs, program), join(path, 'fixture', 'index.ts'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

export interface FixtureServer {
  readonly id: string;
  readonly name: string;
  /** Lines that the server wrote into a file of its data folder. */
  noted(file: string): Promise<string[]>;
  /** Lets every `wait` end. */
  release(): Promise<void>;
}

/** The agent of a running platform. */
export const agentOf = ({ platform }: TestPlatform): DeploymentAgent & Disposable =>
  createAgentClient({ target: { socketPath: agentSocketPath(platform.dataDir) } });

/** Runs the counting server behind the platform's agent, with what it lists as its definitions. */
export const runFixtureServer = async (
  running: TestPlatform,
  { workspaceId }: Pick<TestProgram, 'workspaceId'>,
  name: string,
): Promise<FixtureServer> => {
  const source = { kind: 'local', folder: 'fixture', program: 'node', args: ['index.ts', '/data'] } as const;
  const wanted = NewMcpServer.parse({ name, title: name, source, runtime: 'process', idleSleepSeconds: null });
  const fresh = newServerRecord({ workspaceId, id: 'svc_test' }, wanted, null, new Date());
  const record = { ...fresh, installation: 1, lastInstallation: 1 };
  using agent = agentOf(running);
  await agent.create(toServerSpec(record, 1, null, () => ({})));
  await agent.start(fresh.server.id, 1);
  await using upstream = await agent.attach(fresh.server.id);
  const { tools } = z.object({ tools: z.array(z.looseObject({})) }).parse(await upstream.request('tools/list', {}));
  const nothing = { resources: [], resourceTemplates: [], prompts: [], instructions: null };
  const definitions = { ...nothing, tools, capabilities: { tools: {} } };
  await running.stores.mcpServers.insert({ ...record, definitions, server: { ...fresh.server, state: 'running' } });
  const data = join(running.platform.dataDir, 'agent', 'servers', fresh.server.id, 'data');
  return {
    id: fresh.server.id,
    name,
    noted: async (file) => (await readFile(join(data, file), 'utf8').catch(() => '')).split('\n').filter(Boolean),
    release: () => writeFile(join(data, 'go'), ''),
  };
};
