import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import { mcpToolEndpoints } from '../../contracts/mcp-calls.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { FakeTool } from '../fakes/fake-gateway.ts';
import { connectToolHttp } from '../../mcp/gateway/upstreams/tool-http.ts';
import { refusal, startCallsApi, type CallsApi, type CallsProgram } from '../harness/calls-api.ts';
import { signUpAdmin } from '../harness/people.ts';

let api: CallsApi;
const cancelled = vi.fn<() => void>();

const tools: Readonly<Record<string, FakeTool>> = {
  files__read: async ({ path }) => ({ content: [{ type: 'text', text: `read ${String(path)}` }] }),
  files__refuse: () => Promise.reject(new RpcError(-32_602, 'no such path')),
  files__garbage: async () => ({ nothing: true }),
  slow__away: () => Promise.reject(fail('mcp_server_unavailable', { name: 'slow', reason: 'it does not run' })),
  slow__count: async (_given, { onProgress, onLog }) => {
    onProgress?.({ progress: 1, total: 2, message: 'half' });
    onLog?.({ level: 'info', data: 'on the way' });
    onProgress?.({ progress: 2, total: 2 });
    return { content: [{ type: 'text', text: 'done' }], structuredContent: { count: 2 } };
  },
  slow__hang: (_given, { signal, onProgress }) =>
    new Promise((_resolve, reject) => {
      onProgress?.({ progress: 0 });
      signal?.addEventListener('abort', () => {
        cancelled();
        reject(new Error('cancelled'));
      });
    }),
};

beforeAll(async () => {
  api = await startCallsApi(tools);
});
afterAll(() => api?.[Symbol.asyncDispose]());

const execute = (program: CallsProgram, tool: string, given: Record<string, unknown> = {}) =>
  program.call(mcpToolEndpoints.execute, { body: { tool, arguments: given } });

/** Reads a stream of server-sent events to its end. */
const streamed = async (program: CallsProgram, tool: string) => {
  const response = await fetch(`${api.origin}/api/v1/mcp/execute`, {
    method: 'POST',
    headers: { ...program.headers, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ tool }),
  });
  const events = (await response.text()).split('\n\n').flatMap((block) => {
    const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
    return type === undefined || data === undefined ? [] : [{ type, data: z.json().parse(JSON.parse(data)) }];
  });
  return { response, events };
};

test('tools are listed by name in pages, and found by words and server', async () => {
  const { call } = await api.program();
  const first = await call(mcpToolEndpoints.list, { query: { limit: 2 } });
  expect(first.items.map(({ name }) => name)).toEqual(['files__garbage', 'files__read']);
  const second = await call(mcpToolEndpoints.tools, { query: { limit: 9, cursor: first.nextCursor ?? '' } });
  expect(second.items.map(({ name }) => name)).toEqual(['files__refuse', 'slow__away', 'slow__count', 'slow__hang']);
  expect(second.nextCursor).toBeNull();
  const found = await call(mcpToolEndpoints.list, { query: { search: 'what READ', server: 'files' } });
  expect(found.items.map(({ name }) => name)).toEqual(['files__read']);
  expect(await refusal(call(mcpToolEndpoints.list, { query: { cursor: 'made up' } }))).toBe('400 validation_error');
});

test('a tool answers with its result, by either address', async () => {
  const program = await api.program();
  const expected = { content: [{ type: 'text', text: 'read /a' }] };
  expect(await execute(program, 'files__read', { path: '/a' })).toEqual(expected);
  const input = { params: { id: 'files__read' }, body: { arguments: { path: '/a' } } };
  expect(await program.call(mcpToolEndpoints.executeTool, input)).toEqual(expected);
  expect(api.gateway.calls.at(-1)?.caller).toMatchObject({
    identity: { id: program.id },
    era: 'rest',
    token: program.token,
  });
});

test('a listed tool has the id that it is executed by', async () => {
  const { call } = await api.program();
  const { items } = await call(mcpToolEndpoints.tools, { query: { search: 'read' } });
  const input = { params: { id: items[0]?.id ?? '' }, body: { arguments: { path: '/c' }, context: { why: 'test' } } };
  expect(await call(mcpToolEndpoints.executeTool, input)).toEqual({ content: [{ type: 'text', text: 'read /c' }] });
});

test('the platform is an HTTP tool server itself', async () => {
  const { headers } = await api.program();
  const upstream = await connectToolHttp({ name: 'us', url: new URL(api.origin), headers, fetch });
  const { tools: listed } = await upstream.request('tools/list', {});
  expect(listed).toContainEqual({
    name: 'files__read',
    description: 'What files__read does',
    inputSchema: { type: 'object' },
  });
  expect(await upstream.request('tools/call', { name: 'files__read', arguments: { path: '/d' } })).toEqual({
    content: [{ type: 'text', text: 'read /d' }],
  });
  expect(await upstream.request('tools/call', { name: 'files__refuse' })).toMatchObject({ isError: true });
});

test('what cannot be called says why, in the envelope of every error', async () => {
  const program = await api.program();
  expect(await refusal(execute(program, 'files__nothing'))).toBe('404 mcp_tool_not_found');
  expect(await refusal(execute(program, 'files__refuse'))).toBe('422 mcp_call_refused');
  expect(await refusal(execute(program, 'files__garbage'))).toMatch('mcp_bad_output');
  const away = await fetch(`${api.origin}/api/v1/tools/slow__away/execute`, {
    method: 'POST',
    headers: program.headers,
  });
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '2']);
  const reader = await api.program(['documents:read']);
  expect(await refusal(execute(reader, 'files__read'))).toBe('403 forbidden');
});

test('a stream tells progress and log messages in order, then the result', async () => {
  const { response, events } = await streamed(await api.program(), 'slow__count');
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('cache-control')).toContain('no-transform');
  expect(events).toEqual([
    { type: 'progress', data: { progress: 1, total: 2, message: 'half' } },
    { type: 'log', data: { level: 'info', data: 'on the way' } },
    { type: 'progress', data: { progress: 2, total: 2 } },
    { type: 'result', data: { content: [{ type: 'text', text: 'done' }], structuredContent: { count: 2 } } },
  ]);
});

test('a stream that fails ends with the error; an unknown tool is a 404 before it begins', async () => {
  const program = await api.program();
  expect((await streamed(program, 'files__refuse')).events).toMatchObject([
    { type: 'error', data: { error: { code: 'mcp_call_refused', details: { reason: 'no such path' } } } },
  ]);
  expect((await streamed(program, 'files__nothing')).response.status).toBe(404);
});

test.each(['application/json', 'text/event-stream'])('who goes away cancels the call (%s)', async (accept) => {
  cancelled.mockClear();
  const { headers } = await api.program();
  const before = api.gateway.calls.length;
  const sent = request(`${api.origin}/api/v1/mcp/execute`, {
    method: 'POST',
    headers: { ...headers, accept, 'content-type': 'application/json' },
  });
  sent.on('error', () => undefined);
  const answered = once(sent, 'response').catch(() => undefined);
  sent.end(JSON.stringify({ tool: 'slow__hang' }));
  await vi.waitFor(() => expect(api.gateway.calls.length).toBe(before + 1));
  if (accept !== 'application/json') await answered;
  expect(cancelled).not.toHaveBeenCalled();
  sent.destroy();
  await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce());
});

test('a person in the browser calls with a fresh token of the same sign-in, not with the cookie', async () => {
  const { browser, csrf, session } = await signUpAdmin(api, 'Browser');
  const body = { tool: 'files__read', arguments: { path: '/b' } };
  const answer = await browser.send('POST', '/api/v1/mcp/execute', { body, headers: csrf });
  expect(answer.status).toBe(200);
  const { caller } = api.gateway.calls.at(-1) ?? {};
  const cookie = [...browser.cookies.values()];
  expect(cookie).not.toContain(caller?.token);
  const identity = await api.identity.callers.identify(caller?.token ?? '', 'bearer');
  expect(identity).toMatchObject({ id: session.id, kind: 'user', sessionId: caller?.identity.sessionId });
});

test('resources of all pages are listed and read', async () => {
  const { call } = await api.program();
  const { items } = await call(mcpToolEndpoints.resources, { query: {} });
  expect(items.map(({ uri }) => uri)).toEqual(['a://1', 'b://2']);
  const read = await call(mcpToolEndpoints.readResource, { query: { uri: 'a://1' } });
  expect(read.contents).toEqual([{ uri: 'a://1', text: 'hello' }]);
  const gone = call(mcpToolEndpoints.readResource, { query: { uri: 'a://gone' } });
  expect(await refusal(gone)).toBe('404 mcp_resource_not_found');
});
