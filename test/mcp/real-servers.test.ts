import type { Client } from '@modelcontextprotocol/client';
import { ElicitRequestSchema, type Progress } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mcpServerEndpoints, type McpServer } from '../../contracts/mcp-servers.ts';
import { runCommand } from '../../infra/ground/run-command.ts';
import { killAll } from '../harness/kill-all.ts';
import { inspectorClient, pythonClient } from '../harness/official-clients.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import {
  deployReal,
  endOf,
  heldByAgent,
  nothingHeld,
  notesFolder,
  sandboxedProcesses,
  tracesOf,
} from '../harness/real-servers.ts';
import { until } from '../harness/until.ts';
import { connectClient, connectLegacyClient } from './fixtures/edge-clients.ts';
import { notesSubject, npmSubjects, type Subject } from './fixtures/real-subjects.ts';

const view = ['view', '@modelcontextprotocol/server-memory', 'version', '--fetch-retries=0'];
const npmAnswers = (await runCommand('npm', view, { timeoutMs: 20_000 })).exitCode === 0;
const otherClients = {
  'the Inspector in the legacy era': await inspectorClient('legacy'),
  'the Inspector in the modern era': await inspectorClient('modern'),
  'the client for Python': await pythonClient(),
};

let local: Awaited<ReturnType<typeof notesFolder>>;
let running: TestPlatform;
let program: TestProgram;
let url: string;
beforeAll(async () => {
  local = await notesFolder();
  running = await startTestPlatform({ MCP_LOCAL_FOLDER: local.path });
  program = await running.program();
  url = `${running.url}/mcp`;
});
afterAll(async () => {
  await running?.[Symbol.asyncDispose]();
  await local?.[Symbol.asyncDispose]();
});

/** One after the other: a day in the life of a server, until nothing of it is left. */
const lifeOf = (subject: Subject): void => {
  const { args, says, later } = subject;
  const name = `${subject.name}__${subject.tool}`;
  let server: McpServer;

  const asModern = () => connectClient(url, program.token, 'auto');
  const callBy = async (client: Pick<Client, 'callTool'>) =>
    JSON.stringify((await client.callTool({ name, arguments: args })).content);
  /** One call by a client of its own, made again while the server is on its way back. */
  const worksAgain = async (): Promise<number> => {
    const startedMs = performance.now();
    await until(`an answer of ${name}`, async () => {
      await using client = await asModern();
      return (await callBy(client)).includes(says);
    });
    return Math.round(performance.now() - startedMs);
  };
  const described = async () => (await running.agent.describe(server.id)) ?? undefined;
  const report = (what: string, ms: number) => console.log(`${subject.name}: ${what} after ${ms} ms`);

  test('is deployed by REST and runs in the sandbox', { timeout: 300_000 }, async () => {
    const startedMs = performance.now();
    server = await deployReal(program, subject, 5);
    report('ready', Math.round(performance.now() - startedMs));
    expect(server).toMatchObject({ state: 'running', health: 'healthy' });
    const { processes, folders, records } = await tracesOf(running, server.id);
    expect([processes > 0, folders > 0, records]).toEqual([true, true, 1]);
    expect((await heldByAgent(running)).processes).toBeGreaterThan(0);
  });

  test.each(['legacy', 'auto'] as const)('is used by the newest client (%s)', async (mode) => {
    await using client = await connectClient(url, program.token, mode);
    expect(client.getProtocolEra()).toBe(mode === 'auto' ? 'modern' : 'legacy');
    expect((await client.listTools()).tools.map((tool) => tool.name)).toContain(name);
    expect(await callBy(client)).toContain(says);
  });

  test('is used by the client that most programs still have', async () => {
    const client = await connectLegacyClient(url, program.token);
    expect((await client.listTools()).tools.map((tool) => tool.name)).toContain(name);
    expect(JSON.stringify(await client.callTool({ name, arguments: args }))).toContain(says);
    await client.close();
  });

  describe.each(Object.entries(otherClients))('by %s', (_who, client) => {
    test.skipIf(client === null)('(when it can be installed) it is listed and called', async () => {
      const request = { method: 'tools/call', tool: name, args } as const;
      expect(JSON.stringify(await client?.(url, program.token, { method: 'tools/list' }))).toContain(`"${name}"`);
      expect(JSON.stringify(await client?.(url, program.token, request))).toContain(says);
    });
  });

  test('sleeps when nobody needs it, without a process, and wakes with a call', async () => {
    await until('its sleep', async () => (await described())?.state === 'sleeping', { everyMs: 200 });
    await until('the end of its processes', async () => (await sandboxedProcesses(server.id)).length === 0);
    await using client = await asModern();
    expect((await client.listTools()).tools.map((tool) => tool.name)).toContain(name);
    expect((await described())?.state).toBe('sleeping');
    const startedMs = performance.now();
    expect(await callBy(client)).toContain(says);
    report('awake', Math.round(performance.now() - startedMs));
    expect(await described()).toMatchObject({ state: 'running' });
  });

  test('is there again after a kill -9 of its processes', async () => {
    await worksAgain();
    const before = (await described())?.processIds ?? [];
    expect(before.length).toBeGreaterThan(0);
    killAll(before);
    report('back from its own kill', await worksAgain());
    const old = async () => (await sandboxedProcesses(server.id)).filter((processId) => before.includes(processId));
    await expect.poll(old).toEqual([]);
  });

  test('is there again after a kill -9 of the agent, and only once', async () => {
    await worksAgain();
    const before = await sandboxedProcesses(server.id);
    running.platform.agent?.kill('SIGKILL');
    report('back from the kill of the agent', await worksAgain());
    const old = async () => (await sandboxedProcesses(server.id)).filter((processId) => before.includes(processId));
    await expect.poll(old).toEqual([]);
    expect((await sandboxedProcesses(server.id)).length).toBeLessThanOrEqual(before.length);
  });

  test.skipIf(!later)('knows what it was told before', async () => {
    await using client = await asModern();
    const call = { name: `${subject.name}__${later?.tool}`, arguments: { ...later?.args } };
    expect(JSON.stringify((await client.callTool(call)).content)).toContain(later?.says);
  });

  test('outlives a kill -9 of the API; who had a session opens another, who needs none goes on', async () => {
    await worksAgain();
    const before = await described();
    const old = await connectLegacyClient(url, program.token);
    await using modern = await asModern();
    await callBy(modern);
    running.platform.api.kill('SIGKILL');
    await running.platform.api.waitReady();
    expect(await callBy(modern)).toContain(says);
    await expect(old.callTool({ name, arguments: args })).rejects.toMatchObject({ code: 404 });
    const again = await connectLegacyClient(url, program.token);
    expect(JSON.stringify(await again.callTool({ name, arguments: args }))).toContain(says);
    await Promise.all([old.close(), again.close()]);
    expect(await described()).toMatchObject({ restarts: before?.restarts, lastExit: before?.lastExit });
  });

  test('is removed, and nothing of it is left', async () => {
    const { deploymentId } = await program.call(mcpServerEndpoints.remove, { params: { id: server.id } });
    expect(await endOf(program, deploymentId)).toMatchObject({ state: 'succeeded', cause: null });
    const nothing = { processes: 0, folders: 0, sockets: 0, records: 0 };
    await expect.poll(() => tracesOf(running, server.id)).toEqual(nothing);
    await expect.poll(() => heldByAgent(running)).toEqual(nothingHeld);
    expect(await running.agent.list()).toEqual([]);
    await expect(program.call(mcpServerEndpoints.get, { params: { id: server.id } })).rejects.toMatchObject({
      status: 404,
    });
    await using client = await asModern();
    const { tools } = await client.listTools();
    expect(tools.filter((tool) => tool.name.startsWith(`${subject.name}__`))).toEqual([]);
    await expect(client.callTool({ name, arguments: args })).rejects.toThrow(/./);
  });
};

describe('a server made with the SDK', () => {
  lifeOf(notesSubject);
});

describe('what a server in the sandbox has to say', () => {
  const ask = async () => ({ action: 'accept' as const, content: { reason: 'spring' } });
  let server: McpServer;
  beforeAll(async () => {
    server = await deployReal(program, { ...notesSubject, name: 'talks' }, 60);
  });
  afterAll(async () => {
    const { deploymentId } = await program.call(mcpServerEndpoints.remove, { params: { id: server.id } });
    await endOf(program, deploymentId);
  });

  test.each(['legacy', 'auto'] as const)('reaches its caller: progress, a question (%s)', async (mode) => {
    await using client = await connectClient(url, program.token, mode);
    const questions: string[] = [];
    client.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      return ask();
    });
    const heard: unknown[] = [];
    const onprogress = ({ progress, total, message }: Progress) => heard.push([progress, total, message]);
    await client.callTool({ name: 'talks__copy_notes', arguments: { steps: 2 } }, { onprogress });
    expect(heard).toEqual([
      [1, 2, 'note 1'],
      [2, 2, 'note 2'],
    ]);
    const cleared = await client.callTool({ name: 'talks__clear_notes', arguments: {} });
    expect(cleared.content).toEqual([{ type: 'text', text: 'cleared: spring' }]);
    expect(questions).toEqual(['Clear all notes?']);
  });

  test('reaches the client that most programs still have', async () => {
    const client = await connectLegacyClient(url, program.token);
    client.setRequestHandler(ElicitRequestSchema, ask);
    const heard: unknown[] = [];
    const onprogress = ({ progress }: Progress) => heard.push(progress);
    await client.callTool({ name: 'talks__copy_notes', arguments: { steps: 3 } }, undefined, { onprogress });
    expect(heard).toEqual([1, 2, 3]);
    const cleared = await client.callTool({ name: 'talks__clear_notes', arguments: {} });
    expect(cleared['content']).toEqual([{ type: 'text', text: 'cleared: spring' }]);
    await client.close();
  });

  test.each(['legacy', 'auto'] as const)('is heard when its lists change; resources, prompts (%s)', async (mode) => {
    await using client = await connectClient(url, program.token, mode);
    const name = mode === 'auto' ? 'pears' : 'apples';
    const uri = `note://${name}`;
    let hasHeard = false;
    client.setNotificationHandler('notifications/resources/list_changed', () => {
      hasHeard = true;
    });
    const listening = mode === 'auto' ? await client.listen({ resourcesListChanged: true }) : null;
    // A client of the former era opens its stream beside its first calls, and may miss what came before.
    await until('the news', async () => {
      await client.callTool({ name: 'talks__add_note', arguments: { name, text: `Buy ${name}` } });
      return hasHeard;
    });
    expect((await client.listResources()).resources.map((resource) => resource.uri)).toContain(uri);
    expect((await client.readResource({ uri })).contents).toEqual([{ uri, text: `Buy ${name}` }]);
    const prompt = await client.getPrompt({ name: 'talks__summarize', arguments: { name } });
    expect(JSON.stringify(prompt.messages)).toContain(`Summarize the note ${name}.`);
    const { completion } = await client.complete({
      ref: { type: 'ref/prompt', name: 'talks__summarize' },
      argument: { name: 'name', value: name.slice(0, 2) },
    });
    expect(completion.values).toEqual([name]);
    await listening?.close();
  });

  test('and what it keeps outlives its process', async () => {
    await using client = await connectClient(url, program.token, 'auto');
    await client.callTool({ name: 'talks__add_note', arguments: { name: 'kept', text: 'for long' } });
    const before = (await running.agent.describe(server.id))?.processIds ?? [];
    killAll(before);
    const { contents } = await until('the note', () => client.readResource({ uri: 'note://kept' }));
    expect(contents).toEqual([{ uri: 'note://kept', text: 'for long' }]);
    expect((await running.agent.describe(server.id))?.processIds).not.toEqual(before);
  });
});

describe.skipIf(!npmAnswers).each(npmSubjects)('$name from npm (needs an npm registry)', (subject) => {
  lifeOf(subject);
});
