import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { Server as LegacyServer } from '@modelcontextprotocol/sdk/server/index.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { JsonObject, Upstream } from '../../../domain/mcp/upstream.ts';
import { LostSession } from '../lost-session.ts';
import { connectHttp } from './http.ts';
import { connectToolHttp } from './tool-http.ts';

const stack: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of stack.splice(0).toReversed()) await close();
});

const listen = async (listener: RequestListener): Promise<URL> => {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/mcp`);
};

const open = async (url: URL, transport: 'auto' | 'sse' = 'auto'): Promise<Upstream> => {
  const upstream = await connectHttp({ name: 'far', url, headers: { 'x-api-key': 'k' }, fetch, transport });
  stack.push(() => upstream[Symbol.asyncDispose]());
  return upstream;
};

/** Asks the caller for its name, reports progress and logs, and answers with a member that no SDK knows. */
const legacyServer = (): LegacyServer => {
  const server = new LegacyServer({ name: 'old', version: '1' }, { capabilities: { tools: {}, logging: {} } });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const progressToken = params._meta?.progressToken;
    if (progressToken !== undefined)
      await extra.sendNotification({ method: 'notifications/progress', params: { progressToken, progress: 1 } });
    await extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data: params.name } });
    const requestedSchema = { type: 'object' as const, properties: {} };
    const answer = await extra.sendRequest(
      { method: 'elicitation/create', params: { message: params.name, requestedSchema } },
      z.looseObject({}),
    );
    return { content: [], structuredContent: { asked: params.name, answer }, novelty: 7 };
  });
  return server;
};

const served = (handler: ReturnType<typeof createMcpHandler>): RequestListener => {
  const serve = toNodeHandler(handler);
  return (request, response) => {
    const auth = { token: '', clientId: '', scopes: [] };
    void serve(Object.assign(request, { auth, method: request.method ?? '', url: request.url ?? '' }), response);
  };
};

const legacySessions = () => {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const seen: IncomingMessage[] = [];
  const listener: RequestListener = async (request, response) => {
    seen.push(request);
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (known) return await known.handleRequest(request, response);
    if (id !== undefined) return response.writeHead(404).end();
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (sessionId) => void sessions.set(sessionId, transport),
    });
    await legacyServer().connect(transport);
    await transport.handleRequest(request, response);
  };
  return { sessions, seen, listener };
};

const ask = (upstream: Upstream, name: string) =>
  upstream.request(
    'tools/call',
    { name, arguments: {} },
    { onRequest: async (_, { message }) => ({ action: 'accept', content: { said: String(message) } }) },
  );

describe('a server over streamable HTTP', () => {
  test('of the old era: questions go to the call they belong to, and results pass with every member', async () => {
    const { listener, seen } = legacySessions();
    const upstream = await open(await listen(listener));
    expect(upstream.info.protocolVersion).toBe('2025-11-25');
    const [a, b] = await Promise.all([ask(upstream, 'a'), ask(upstream, 'b')]);
    expect(a).toMatchObject({ structuredContent: { asked: 'a', answer: { content: { said: 'a' } } }, novelty: 7 });
    expect(b).toMatchObject({ structuredContent: { asked: 'b', answer: { content: { said: 'b' } } } });
    expect(seen.every(({ headers }) => headers['x-api-key'] === 'k')).toBe(true);
  });

  test('of the old era: progress and messages reach the call', async () => {
    const upstream = await open(await listen(legacySessions().listener));
    const heard: unknown[] = [];
    await upstream.request(
      'tools/call',
      { name: 'a' },
      {
        onProgress: (progress) => heard.push(progress),
        onLog: (params: JsonObject) => heard.push(params),
        onRequest: async () => ({ action: 'decline' }),
      },
    );
    expect(heard).toEqual([{ progress: 1 }, { level: 'info', data: 'a' }]);
  });

  test('that forgot the session says so in a way that lets the request be sent again', async () => {
    const { listener, sessions } = legacySessions();
    const upstream = await open(await listen(listener));
    sessions.clear();
    await expect(upstream.request('tools/list', {})).rejects.toThrow(LostSession);
  });

  test('of the new era: what the server wants to know is asked of the call', async () => {
    const handler = createMcpHandler(() => {
      const server = new McpServer({ name: 'new', version: '1' });
      server.registerTool('add', { inputSchema: z.object({ a: z.number() }) }, ({ a }) => ({
        content: [{ type: 'text', text: String(a + 1) }],
      }));
      return server;
    });
    const upstream = await open(await listen(served(handler)));
    expect(upstream.info.protocolVersion).toBe('2026-07-28');
    expect(await upstream.request('tools/call', { name: 'add', arguments: { a: 1 } })).toMatchObject({
      content: [{ type: 'text', text: '2' }],
    });
    await expect(upstream.request('tools/call', { name: 'nothing' })).rejects.toMatchObject({
      name: 'RpcError',
      code: -32602,
    });
  });

  test('of the new era: changed lists are heard of', async () => {
    const handler = createMcpHandler(() => {
      const server = new McpServer({ name: 'new', version: '1' });
      server.registerTool('add', {}, () => ({ content: [] }));
      return server;
    });
    const upstream = await open(await listen(served(handler)));
    const heard: string[] = [];
    upstream.listen((method) => heard.push(method));
    await vi.waitFor(() => {
      handler.notify.toolsChanged();
      expect(heard).toContain('notifications/tools/list_changed');
    });
  });

  test('that wants a sign-in is told from one that is away', async () => {
    const closed = await listen((_, response) => response.writeHead(401).end());
    await expect(open(closed)).rejects.toThrow('authorization_required');
    await expect(open(new URL('http://127.0.0.1:9/mcp'))).rejects.toThrow('mcp_server_unavailable');
  });
});

test('a server of the old SSE transport is found by itself, and a question goes to the only call there is', async () => {
  const transports = new Map<string, SSEServerTransport>();
  const url = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://here');
    if (request.method === 'GET') {
      const transport = new SSEServerTransport('/messages', response);
      transports.set(transport.sessionId, transport);
      await legacyServer().connect(transport);
    } else if (pathname === '/messages') {
      await transports.get(searchParams.get('sessionId') ?? '')?.handlePostMessage(request, response);
    } else response.writeHead(405).end();
  });
  const upstream = await open(url);
  expect(await ask(upstream, 'a')).toMatchObject({ structuredContent: { answer: { content: { said: 'a' } } } });
});

describe('an HTTP tool server', () => {
  const toolServer = () =>
    listen(async (request, response) => {
      const chunks: Buffer[] = await request.toArray();
      const answer = (status: number, value: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (request.url === '/health') return answer(200, { status: 'ok' });
      if (request.url === '/mcp/discover')
        return answer(200, { tools: [{ name: 'add', description: 'Adds', parameters: { type: 'object' } }] });
      if (request.url !== '/mcp/execute') return answer(404, {});
      const { tool, arguments: args } = JSON.parse(Buffer.concat(chunks).toString());
      return tool === 'add'
        ? answer(200, { result: { sum: args.a + args.b } })
        : answer(400, { error: 'no such tool' });
    });

  test('is a server with tools only', async () => {
    const upstream = await connectToolHttp({ name: 'far', url: await toolServer(), headers: {}, fetch });
    expect(await upstream.request('tools/list', {})).toEqual({
      tools: [{ name: 'add', description: 'Adds', inputSchema: { type: 'object' } }],
    });
    expect(await upstream.request('tools/call', { name: 'add', arguments: { a: 1, b: 2 } })).toEqual({
      content: [{ type: 'text', text: '{"sum":3}' }],
      structuredContent: { sum: 3 },
    });
    expect(await upstream.request('tools/call', { name: 'sub' })).toEqual({
      content: [{ type: 'text', text: 'no such tool' }],
      isError: true,
    });
    await expect(upstream.request('prompts/list', {})).rejects.toMatchObject({ code: -32601 });
  });
});
