import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { mcpDeploymentEndpoints, type McpDeployment } from '../../contracts/mcp-deployments.ts';
import { mcpServerEndpoints, McpServerState, NewMcpServer, type McpLimits } from '../../contracts/mcp-servers.ts';
import { toServerSpec } from '../../domain/mcp/deployments/server-spec.ts';
import { newServerRecord } from '../../domain/mcp/servers/new-server-record.ts';
import { readProcessTable, treeOf } from '../../infra/runtimes/process/process-table.ts';
import { serverGroupsOf } from '../../infra/runtimes/process/test-groups.ts';
import { modern, post } from '../mcp/fixtures/edge-clients.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from './platform.ts';
import { until } from './until.ts';

const tests = join(import.meta.dirname, '..');
const Refusal = z.object({
  code: z.number(),
  message: z.string(),
  data: z.object({ code: z.string(), details: z.object({ reason: z.string().optional() }) }).optional(),
});
const Answered = z.object({
  content: z.array(z.object({ text: z.string() })),
  structuredContent: z.record(z.string(), z.unknown()).default({}),
});

/** What came of one call: the facts that the server reports, or why it failed. */
export interface Outcome {
  readonly facts: Record<string, unknown>;
  readonly text: string;
  readonly failure: string | null;
  readonly rpc: number | null;
  readonly reason: string;
  readonly ms: number;
}

export interface HostileServer {
  readonly id: string;
  readonly name: string;
  readonly deployment: McpDeployment;
  attempt(args?: object): Promise<Outcome>;
}

export interface HostileSettings {
  readonly name?: string;
  readonly folder?: string;
  readonly args?: string[];
  readonly limits?: Partial<McpLimits>;
  readonly environment?: Record<string, string>;
  readonly idleSleepSeconds?: number | null;
}

/** The whole platform, whose local servers are the hostile ones (`hostile`) and a calm one (`echo`). The limits of callers are wide: one test plays all of them. */
export const startHostilePlatform = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<TestPlatform> => {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-hostile-'));
  await cp(join(tests, 'mcp', 'hostile'), join(folder, 'hostile'), { recursive: true });
  await cp(join(tests, 'bench', 'mcp', 'echo'), join(folder, 'echo'), { recursive: true });
  const running = await startTestPlatform({ MCP_LOCAL_FOLDER: folder, RATE_LIMIT_FACTOR: '1000', ...environment });
  return {
    ...running,
    [Symbol.asyncDispose]: async () => {
      await running[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Calls a tool through `/mcp`, as any client of 2026-07-28 does. */
export const callThroughGateway = async (
  { url }: Pick<TestPlatform, 'url'>,
  { token }: Pick<TestProgram, 'token'>,
  name: string,
  args: object = {},
): Promise<Outcome> => {
  const { body, headers } = modern('tools/call', { name, arguments: args });
  const startedMs = performance.now();
  const answer = await post(`${url}/mcp`, body, headers, token);
  const ms = performance.now() - startedMs;
  const { result, error } = answer.body;
  if (error === undefined) {
    const { structuredContent: facts, content } = Answered.parse(result);
    return { facts, text: content[0]?.text ?? '', failure: null, rpc: null, reason: '', ms };
  }
  const { code, message, data } = Refusal.parse(error);
  const reason = data?.details.reason ?? message;
  return { facts: {}, text: '', failure: data?.code ?? message, rpc: code, reason, ms };
};

const settled = (program: TestProgram, id: string): Promise<McpDeployment> =>
  until(
    'the end of the deployment',
    async () => {
      const found = await program.call(mcpDeploymentEndpoints.get, { params: { id } });
      return found.state !== 'running' && found;
    },
    { timeoutMs: 240_000, everyMs: 100 },
  );

/** Deploys a fixture over REST and waits for the end of the deployment, whichever it is. */
export const deployHostile = async (
  running: TestPlatform,
  program: TestProgram,
  file: string,
  settings: HostileSettings = {},
): Promise<HostileServer> => {
  const { name = file.replace('.mjs', ''), folder = 'hostile', args = [], limits = {}, ...rest } = settings;
  const source = { kind: 'local', folder, program: 'node' } as const;
  const started = await program.call(mcpServerEndpoints.deploy, {
    body: { name, title: name, source: { ...source, args: [file, ...args] }, runtime: 'process', limits, ...rest },
  });
  const deployment = await settled(program, started.deploymentId);
  const attempt = (given: object = {}) => callThroughGateway(running, program, `${name}__attempt`, given);
  return { id: started.server.id, name, deployment, attempt };
};

/** Runs a fixture behind the platform's agent and records it as deployed: for very many of them, the deployments themselves are not what is tested. */
export const registerHostile = async (
  running: TestPlatform,
  program: TestProgram,
  file: string,
  { name, limits = {}, ...rest }: HostileSettings & { readonly name: string },
): Promise<Omit<HostileServer, 'deployment'>> => {
  const source = { kind: 'local', folder: 'hostile', program: 'node' } as const;
  const wanted = { name, title: name, source: { ...source, args: [file] }, runtime: 'process', limits, ...rest };
  const fresh = newServerRecord(
    { id: 'test', workspaceId: program.workspaceId },
    NewMcpServer.parse(wanted),
    null,
    new Date(),
  );
  const record = { ...fresh, installation: 1, lastInstallation: 1 };
  const { id } = fresh.server;
  await running.agent.create(toServerSpec(record, 1, null, () => ({})));
  await running.agent.start(id, 1);
  const tools = [{ name: 'attempt', description: 'Answers', inputSchema: { type: 'object' } }];
  const nothing = { resources: [], resourceTemplates: [], prompts: [], instructions: null };
  const definitions = { ...nothing, tools, capabilities: { tools: { listChanged: true } } };
  await running.stores.mcpServers.insert({ ...record, definitions, server: { ...fresh.server, state: 'running' } });
  return { id, name, attempt: (given = {}) => callThroughGateway(running, program, `${name}__attempt`, given) };
};

/** Does the work for all, a few at a time: the machine has two cores. */
export const fewAtOnce = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return results;
};

/** Removes every server of the program's workspace over REST. */
export const removeAll = async (program: TestProgram): Promise<void> => {
  const { items } = await program.call(mcpServerEndpoints.list, { query: { limit: 200 } });
  await fewAtOnce(items, async ({ id }) => {
    const { deploymentId } = await program.call(mcpServerEndpoints.remove, { params: { id } });
    const { state, cause } = await settled(program, deploymentId);
    if (state !== 'succeeded') throw new Error(`${id} was not removed: ${cause?.message}`);
  });
};

/** What servers hold on this machine: processes below the agent, folders, notes of processes, control groups, records. */
export const heldBy = async ({ platform, stores }: TestPlatform) => {
  const folder = join(platform.dataDir, 'agent');
  const agent = platform.agent?.pid ?? 0;
  return {
    processes: treeOf(await readProcessTable(), agent).length - 1,
    folders: (await readdir(join(folder, 'servers')).catch(() => [])).length,
    notes: (await readdir(join(folder, 'processes')).catch(() => [])).length,
    controlGroups: (await serverGroupsOf(agent)).length,
    records: (await stores.mcpServers.everywhere(McpServerState.options)).length,
  };
};

export const nothingHeld = { processes: 0, folders: 0, notes: 0, controlGroups: 0, records: 0 };

export const processIdsOf = ({ platform }: TestPlatform) => ({
  api: platform.api.pid,
  worker: platform.worker.pid,
  agent: platform.agent?.pid,
});

/** By how many megabytes a process grew at most during the work, as the kernel counts its resident memory. */
export const growthDuring = async (processId: number | undefined, work: () => Promise<unknown>): Promise<number> => {
  const read = async (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(await readFile(`/proc/${processId}/status`, 'utf8'))?.[1]);
  // Sets the peak to what is resident now (proc(5)).
  await writeFile(`/proc/${processId}/clear_refs`, '5');
  const before = await read('VmRSS');
  await work();
  return ((await read('VmHWM')) - before) / 1_024;
};
