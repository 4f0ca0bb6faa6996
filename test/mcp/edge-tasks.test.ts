import { afterEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { connectClient, initialize, modern, openSession, post } from './fixtures/edge-clients.ts';
import { startEdgeServer, type EdgeServer } from './fixtures/edge-server.ts';
import { createMemoryTasks } from './fixtures/memory-tasks.ts';
import { createScriptedServer, type ScriptedServer } from './fixtures/scripted-server.ts';
import { createUpstreamGateway } from './fixtures/upstream-gateway.ts';

const open: EdgeServer[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
});

const start = async (): Promise<{ server: ScriptedServer; url: string }> => {
  const server = createScriptedServer();
  const gateway = createUpstreamGateway(server);
  const running = await startEdgeServer(gateway, { tasks: createMemoryTasks(gateway) });
  open.push(running);
  return { server, url: `${running.origin}/mcp` };
};

const resultOf = (body: JsonObject): JsonObject => ({ ...Object(body['result']) });

describe('tasks of 2025-11-25', () => {
  const session = async () => {
    const { server, url } = await start();
    const headers = await openSession(url);
    let id = 0;
    const ask = async (method: string, params: JsonObject = {}, token = 'ada'): Promise<JsonObject> => {
      id += 1;
      return (await post(url, { jsonrpc: '2.0', id, method, params }, headers, token)).body;
    };
    const begin = async (name: string): Promise<string> => {
      const { task } = resultOf(await ask('tools/call', { name, arguments: {}, task: { ttl: 60_000 } }));
      return String(Object(task).taskId);
    };
    return { server, url, ask, begin };
  };

  test('are offered, begin with the call, and give their result to whoever waits', async () => {
    const { server, url, ask, begin } = await session();
    expect(resultOf((await post(url, initialize())).body)['capabilities']).toMatchObject({
      tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } },
    });
    const taskId = await begin('slow');
    expect(resultOf(await ask('tasks/get', { taskId }))).toMatchObject({ taskId, status: 'working', ttl: null });
    const waiting = ask('tasks/result', { taskId });
    server.release();
    expect(resultOf(await waiting)).toMatchObject({
      content: [{ text: 'at last' }],
      _meta: { 'io.modelcontextprotocol/related-task': { taskId } },
    });
    expect(resultOf(await ask('tasks/list'))).toMatchObject({ tasks: [{ taskId, status: 'completed' }] });
  });

  test('are cancelled once, and the server hears of it', async () => {
    const { server, ask, begin } = await session();
    const taskId = await begin('hang');
    expect(resultOf(await ask('tasks/cancel', { taskId }))).toMatchObject({ taskId, status: 'cancelled' });
    await vi.waitFor(() => expect(server.cancelled).toHaveLength(1));
    expect(await ask('tasks/cancel', { taskId })).toMatchObject({ error: { code: -32_602 } });
    expect(await ask('tasks/result', { taskId })).toMatchObject({ error: { message: 'The task was cancelled' } });
  });

  test("give the server's own error, and are not found by name alone", async () => {
    const { ask, begin } = await session();
    const taskId = await begin('nobody');
    expect(await ask('tasks/result', { taskId })).toMatchObject({ error: { code: -32_602 } });
    expect(await ask('tasks/get', { taskId: 'tsk_other' })).toMatchObject({ error: { code: -32_602 } });
    expect(await ask('tasks/get')).toMatchObject({ error: { code: -32_602 } });
  });

  test('ask their client on the stream on which it waits', async () => {
    const { url } = await start();
    await using client = await connectClient(url, 'ada', 'legacy');
    const related: unknown[] = [];
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      related.push(params._meta?.['io.modelcontextprotocol/related-task']);
      return { action: 'accept', content: { yes: true } };
    });
    const anything = {
      '~standard': { version: 1 as const, vendor: 'test', validate: (value: unknown) => ({ value }) },
    };
    const params = { name: 'ask', arguments: { question: 'Well?' }, task: {} };
    const created = await client.request({ method: 'tools/call', params }, anything);
    const { taskId } = Object(created).task;
    const result = await client.request({ method: 'tasks/result', params: { taskId } }, anything);
    expect(result).toMatchObject({ content: [{ text: 'ada heard {"yes":true}' }] });
    expect(related).toEqual([{ taskId }]);
  });
});

describe('tasks of 2026-07-28', () => {
  const knows = { extensions: { 'io.modelcontextprotocol/tasks': {} }, elicitation: {} };
  const ask = async (
    url: string,
    method: string,
    params: JsonObject,
    capabilities: JsonObject = knows,
    token = 'ada',
  ) => {
    const { body, headers } = modern(method, params, capabilities);
    return post(url, body, headers, token);
  };
  const begin = async (url: string, server: ScriptedServer, name: string): Promise<string> => {
    server.supportTasks(name);
    const { body } = await ask(url, 'tools/call', { name, arguments: { question: 'Well?' } });
    expect(resultOf(body)).toMatchObject({ resultType: 'task', status: 'working', ttlMs: null });
    return String(resultOf(body)['taskId']);
  };

  test('begin where the tool says it supports them and the client knows them, else the call is answered', async () => {
    const { server, url } = await start();
    expect(resultOf((await ask(url, 'server/discover', {})).body)['capabilities']).toMatchObject({
      extensions: { 'io.modelcontextprotocol/tasks': {} },
    });
    const taskId = await begin(url, server, 'echo');
    // This era's tools do not say it: the server decides.
    const { tools } = resultOf((await ask(url, 'tools/list', {})).body);
    expect(tools).toContainEqual(expect.objectContaining({ name: 'echo' }));
    expect(tools).not.toContainEqual(expect.objectContaining({ execution: expect.anything() }));
    await vi.waitFor(async () =>
      expect(resultOf((await ask(url, 'tasks/get', { taskId })).body)).toMatchObject({
        status: 'completed',
        result: { structuredContent: { question: 'Well?' } },
      }),
    );
    const plain = { name: 'echo', arguments: {} };
    expect(resultOf((await ask(url, 'tools/call', plain, {})).body)).toMatchObject({ resultType: 'complete' });
    expect(resultOf((await ask(url, 'tools/call', { ...plain, name: 'steps' })).body)).toMatchObject({
      resultType: 'complete',
    });
  });

  test('say what they ask, and go on with the answer', async () => {
    const { server, url } = await start();
    const taskId = await begin(url, server, 'ask');
    await vi.waitFor(async () =>
      expect(resultOf((await ask(url, 'tasks/get', { taskId })).body)).toMatchObject({
        status: 'input_required',
        inputRequests: { 'question-1': { method: 'elicitation/create' } },
      }),
    );
    const inputResponses = { 'question-1': { action: 'accept', content: { yes: 1 } }, other: {} };
    expect(resultOf((await ask(url, 'tasks/update', { taskId, inputResponses })).body)).toMatchObject({
      resultType: 'complete',
    });
    await vi.waitFor(async () =>
      expect(resultOf((await ask(url, 'tasks/get', { taskId })).body)).toMatchObject({
        result: { content: [{ text: 'ada heard {"yes":1}' }] },
      }),
    );
  });

  test('are for their caller, and for clients that know tasks', async () => {
    const { server, url } = await start();
    const taskId = await begin(url, server, 'hang');
    expect((await ask(url, 'tasks/get', { taskId }, knows, 'bob')).body).toMatchObject({ error: { code: -32_602 } });
    expect(await ask(url, 'tasks/get', { taskId }, {})).toMatchObject({
      status: 400,
      body: { error: { code: -32_021, data: { requiredCapabilities: { extensions: {} } } } },
    });
    const cancelled = await ask(url, 'tasks/cancel', { taskId });
    expect(resultOf(cancelled.body)).not.toHaveProperty('taskId');
    expect((await ask(url, 'tasks/cancel', { taskId })).status).toBe(200);
    await vi.waitFor(() => expect(server.cancelled).toHaveLength(1));
  });
});
