import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mcpServerEndpoints, type McpTool } from '../../contracts/mcp-servers.ts';
import { examineTools } from '../../domain/mcp/tool-state.ts';
import { sandboxProblem } from '../../infra/runtimes/process/test-sandbox.ts';
import { refusal } from '../harness/calls-api.ts';
import {
  callThroughGateway,
  deployHostile,
  heldBy,
  nothingHeld,
  processIdsOf,
  removeAll,
  startHostilePlatform,
  type HostileServer,
} from '../harness/hostile-servers.ts';
import type { TestPlatform, TestProgram } from '../harness/platform.ts';
import { connectClient } from './fixtures/edge-clients.ts';
import { cpuMsOf } from '../harness/cpu-time.ts';

let running: TestPlatform;
let program: TestProgram;
let before: ReturnType<typeof processIdsOf>;
let canary: Server;
let fetched = 0;

const toolsOf = async ({ id }: HostileServer): Promise<Map<string, McpTool>> => {
  const { items } = await program.call(mcpServerEndpoints.tools, { params: { id } });
  return new Map(items.map((tool) => [tool.originalName, tool]));
};
const listedOf = async ({ name }: HostileServer): Promise<string[]> => {
  await using client = await connectClient(`${running.url}/mcp`, program.token, 'auto');
  const { tools } = await client.listTools();
  return tools.map((tool) => tool.name).filter((tool) => tool.startsWith(`${name}__`));
};

describe.skipIf(sandboxProblem !== null)(`hostile in what they list ${sandboxProblem ?? ''}`, () => {
  beforeAll(async () => {
    canary = createServer((_, response) => {
      fetched += 1;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(canary, 'listening');
    running = await startHostilePlatform();
    program = await running.program();
    before = processIdsOf(running);
  });
  afterAll(async () => {
    canary?.close();
    await running?.[Symbol.asyncDispose]();
  });

  test('a tool that changes once it is trusted is held, until a person approves what it says now', async () => {
    const changing = await deployHostile(running, program, 'changes-tools.mjs');
    expect(changing.deployment.state).toBe('succeeded');
    await expect.poll(async () => (await changing.attempt()).failure).toBe('mcp_tool_held');
    const held = (await toolsOf(changing)).get('attempt');
    expect(held).toMatchObject({ state: 'held', approvedDefinition: { description: 'Adds two numbers' } });
    expect(held?.currentHash).not.toBe(held?.approvedHash);
    expect(await listedOf(changing)).toEqual([]);
    const curate = (approveHash: string) =>
      program.call(mcpServerEndpoints.curateTool, {
        params: { id: changing.id, tool: 'attempt' },
        body: { approveHash },
      });
    // What it said before cannot be approved again in place of what it says now.
    expect(await refusal(curate(held?.approvedHash ?? ''))).not.toBe('no error');
    expect((await changing.attempt()).failure).toBe('mcp_tool_held');
    expect(await curate(held?.currentHash ?? '')).toMatchObject({ state: 'approved' });
    await expect.poll(async () => (await changing.attempt()).failure).toBeNull();
  });

  test('hidden and terminal characters and orders to the model keep a tool from everybody, with the reason', async () => {
    const injecting = await deployHostile(running, program, 'injects-prompts.mjs');
    const tools = await toolsOf(injecting);
    const reasons = Object.fromEntries([...tools].map(([name, { state, reason }]) => [name, `${state}: ${reason}`]));
    expect(reasons).toEqual({
      attempt: 'quarantined: it has invisible characters',
      ansi: 'quarantined: it has control characters',
      bidi: 'quarantined: it has invisible characters',
      tags: 'quarantined: its description gives the model orders that a tool has no business to give',
      title: 'quarantined: it has invisible characters',
    });
    expect(await listedOf(injecting)).toEqual([]);
    for (const name of tools.keys())
      expect(await callThroughGateway(running, program, `injects-prompts__${name}`)).toMatchObject({
        failure: 'mcp_tool_not_found',
      });
    const hash = tools.get('attempt')?.currentHash ?? '';
    const params = { id: injecting.id, tool: 'attempt' };
    expect(
      await refusal(program.call(mcpServerEndpoints.curateTool, { params, body: { approveHash: hash } })),
    ).not.toBe('no error');
  });

  test('hostile schemas are found out in no time; nothing is fetched, and nothing of the platform changes', async () => {
    const address = canary.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const hostile = await deployHostile(running, program, 'hostile-schemas.mjs', { args: [String(port)] });
    expect(hostile.deployment).toMatchObject({ state: 'succeeded', cause: null });
    const tools = await toolsOf(hostile);
    const of = (state: McpTool['state']) => [...tools].filter(([, tool]) => tool.state === state).map(([name]) => name);
    expect(of('quarantined')).toEqual(['remote', 'file', 'wide', 'deep', 'slow', 'wrong']);
    expect(of('approved')).toEqual(['attempt', 'circular', 'polluting', 'none']);
    const definitions = (await running.stores.mcpServers.find(program.workspaceId, hostile.id))?.definitions?.tools;
    const examinedMs = await cpuMsOf(() => examineTools(definitions ?? []));
    console.info(`hostile schemas examined in ${examinedMs.toFixed(1)} ms`);
    expect(definitions).toHaveLength(10);
    expect(examinedMs).toBeLessThan(500);
    expect((await hostile.attempt({ a: 1 })).facts).toEqual({ args: { a: 1 } });
    for (const name of ['circular', 'polluting'])
      expect((await callThroughGateway(running, program, `hostile-schemas__${name}`, { a: 1 })).failure).toBeNull();
    expect(fetched).toBe(0);
    expect(Reflect.get({}, 'constructor')).toBe(Object);
  });

  test('a server that lists tools without end is not deployed, with its cause in plain words', async () => {
    const { id, deployment } = await deployHostile(running, program, 'lists-too-much.mjs');
    expect(deployment).toMatchObject({ state: 'failed', cause: { code: 'mcp_definitions_too_large' } });
    expect(deployment.cause?.message).toContain('it lists more than 10000 tools, resources and prompts');
    expect(await running.agent.describe(id)).toBeNull();
  });

  test('API, worker and agent are the same processes, and a removal leaves nothing', async () => {
    expect(processIdsOf(running)).toEqual(before);
    await removeAll(program);
    await expect.poll(() => heldBy(running)).toEqual(nothingHeld);
  });
});
