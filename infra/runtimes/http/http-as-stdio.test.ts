import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../ground/free-port.ts';
import { httpAsStdio } from './http-as-stdio.ts';

const Asked = z.looseObject({ method: z.string(), id: z.number().optional() });
type Asked = z.infer<typeof Asked>;
type Answer = (response: ServerResponse, asked: Asked, request: IncomingMessage) => void | Promise<void>;

const asJson = (response: ServerResponse, body: object, headers = {}) =>
  void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body, null, 2));
const events = (response: ServerResponse, ...messages: object[]) => {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const message of messages) response.write(`data: ${JSON.stringify(message)}\n\n`);
};
const rpc = (id: number | undefined, result: object) => ({ jsonrpc: '2.0', id, result });

/** A server of streamable HTTP, without a process of its own. */
const setUp = async (answers: Record<string, Answer>, timings = { withinMs: 20_000, lookEveryMs: 10 }) => {
  const port = await freePort();
  const requests: { asked: Asked | null; headers: IncomingMessage['headers'] }[] = [];
  const http = createServer(async (request, response) => {
    const asked = request.method === 'POST' ? Asked.parse(await json(request)) : null;
    requests.push({ asked, headers: request.headers });
    const answer = answers[asked?.method ?? 'GET'];
    if (answer !== undefined) return answer(response, asked ?? { method: 'GET' }, request);
    if (asked?.method === 'initialize')
      return asJson(response, rpc(asked.id, { protocolVersion: '2025-06-18' }), { 'mcp-session-id': 'one' });
    response.writeHead(asked === null ? 405 : 202).end();
  });
  const stop = () => {
    http.close();
    http.closeAllConnections();
  };
  const listen = async () => {
    http.listen(port, '127.0.0.1');
    await once(http, 'listening');
  };
  const ended = Promise.withResolvers<{ reason: string }>();
  const dial = async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  const end = (reason: string) => ended.resolve({ reason });
  const server = await httpAsStdio(
    {
      stderr: new PassThrough(),
      exited: ended.promise,
      processIds: async () => [],
      memoryBytes: async () => null,
      end: async () => end('was stopped'),
      kill: end,
      dial,
      isListening: async () => Boolean((await dial()).destroy()),
    },
    { port, path: '/mcp' },
    timings,
  );
  onTestFinished(async () => {
    await server.end(0);
    stop();
  });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  const say = (method: string, id?: number, params = {}) =>
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...(id !== undefined && { id }), method, params })}\n`);
  const ask = (method: string, id: number, params = {}) => (say(method, id, params), next());
  const shakeHands = async () => {
    const capabilities = {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    };
    await ask('initialize', 0, capabilities);
    say('notifications/initialized');
  };
  return { server, port, requests, listen, stop, next, say, ask, shakeHands };
};

const started = async (answers: Record<string, Answer> = {}) => {
  const server = await setUp(answers);
  await server.listen();
  await server.shakeHands();
  return server;
};

test('requests carry session and version once they are agreed on, and the name of this machine', async () => {
  const { ask, requests, port } = await started({
    'tools/list': (response, { id }) => asJson(response, rpc(id, { tools: [] })),
  });
  expect(await ask('tools/list', 1)).toEqual({ jsonrpc: '2.0', id: 1, result: { tools: [] } });
  const headersOf = (method: string) => requests.find(({ asked }) => asked?.method === method)?.headers ?? {};
  expect(headersOf('initialize')).not.toHaveProperty('mcp-session-id');
  expect(headersOf('tools/list')).toMatchObject({
    host: `localhost:${port}`,
    'mcp-session-id': 'one',
    'mcp-protocol-version': '2025-06-18',
  });
});

test('nothing overtakes the handshake', async () => {
  const order: string[] = [];
  const arrived = Promise.withResolvers<void>();
  const { ask } = await started({
    'notifications/initialized': async (response) => {
      await Promise.race([arrived.promise, delay(300)]);
      order.push('initialized');
      response.writeHead(202).end();
    },
    'tools/list': (response, { id }) => {
      order.push('tools/list');
      arrived.resolve();
      asJson(response, rpc(id, { tools: [] }));
    },
  });
  await ask('tools/list', 1);
  expect(order).toEqual(['initialized', 'tools/list']);
});

test('what comes before an answer, questions and the stream of news become lines', async () => {
  const news = Promise.withResolvers<ServerResponse>();
  const { say, next, requests } = await started({
    GET: (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      news.resolve(response);
    },
    'tools/call': (response, { id }) =>
      events(
        response,
        { jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 1, progress: 1 } },
        { jsonrpc: '2.0', id: 'q', method: 'roots/list' },
        rpc(id, { content: [] }),
      ),
  });
  say('tools/call', 1, { name: 'x' });
  expect(await next()).toMatchObject({ method: 'notifications/progress' });
  expect(await next()).toMatchObject({ method: 'roots/list', id: 'q' });
  expect(await next()).toEqual(rpc(1, { content: [] }));
  events(await news.promise, { jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
  expect(await next()).toMatchObject({ method: 'notifications/tools/list_changed' });
  expect(requests.filter(({ asked }) => asked === null)).toHaveLength(1);
});

test.each<{ what: string; answer: Answer; error: object }>([
  {
    what: 'with an HTTP status',
    answer: (response) => void response.writeHead(401).end('who are you'),
    error: { code: -32_603, message: 'it answered with HTTP 401' },
  },
  {
    what: 'with a status and an error of JSON-RPC',
    answer: (response) =>
      void response.writeHead(400).end(JSON.stringify({ id: null, error: { code: -32_602, message: 'no such tool' } })),
    error: { code: -32_602, message: 'no such tool' },
  },
  {
    what: 'by ending the stream',
    answer: (response) => {
      events(response);
      response.end();
    },
    error: { message: 'it closed the connection without an answer' },
  },
  {
    what: 'by hanging up',
    answer: (response) => void response.destroy(),
    error: { message: expect.stringMatching(/hang up|ECONNRESET/) },
  },
  {
    what: 'with garbage',
    answer: (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc"'),
    error: { code: -32_603 },
  },
  {
    what: 'with more than anybody reads',
    answer: (response, { id }) => asJson(response, rpc(id, { text: 'x'.repeat(17 * 1_048_576) })),
    error: { message: 'it is larger than 16 MiB' },
  },
])('a request that is refused $what is answered, and the next one too', async ({ answer, error }) => {
  const { ask } = await started({
    'tools/call': answer,
    ping: (response, { id }) => asJson(response, rpc(id, {})),
  });
  expect(await ask('tools/call', 1)).toMatchObject({ id: 1, error });
  expect(await ask('ping', 2)).toEqual(rpc(2, {}));
});

test('a request that is no MCP is answered without the server', async () => {
  const { ask, requests } = await started();
  const before = requests.length;
  expect(await ask('tools/call', 1, { _meta: 7 })).toMatchObject({ id: 1, error: { code: -32_600 } });
  expect(requests).toHaveLength(before);
});

test('neither a cancelled request nor one whose answer goes on holds a connection', async () => {
  const open = new Set<ServerResponse>();
  const hold: Answer = (response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
  };
  const { say, next } = await started({
    'tools/call': hold,
    'tools/list': (response, asked, request) => {
      void hold(response, asked, request);
      events(response, rpc(asked.id, { tools: [] }));
    },
  });
  say('tools/list', 1);
  expect(await next()).toMatchObject({ id: 1 });
  say('tools/call', 2);
  await vi.waitUntil(() => open.size > 0);
  say('notifications/cancelled', undefined, { requestId: 2 });
  await vi.waitUntil(() => open.size === 0, { timeout: 20_000 });
  expect(open.size).toBe(0);
});

test('a flood that nobody reads stays with the server', async () => {
  const chunk = { jsonrpc: '2.0', method: 'notifications/message', params: { data: 'x'.repeat(100_000) } };
  let sent = 0;
  const { server, say } = await started({
    'tools/call': (response) => {
      events(response);
      const more = () => {
        while (sent < 400 && !response.writableNeedDrain) {
          events(response, chunk);
          sent += 1;
        }
      };
      response.on('drain', more);
      more();
    },
  });
  server.stdout.pause();
  say('tools/call', 1);
  let before = -1;
  await vi.waitUntil(() => before === (before = sent) && before > 0, { interval: 1_000, timeout: 60_000 });
  expect(sent).toBeLessThan(200);
});

test('a server that listens late is waited for', async () => {
  const { listen, shakeHands, requests } = await setUp({});
  const hands = shakeHands();
  await listen();
  await hands;
  expect(requests[0]?.asked?.method).toBe('initialize');
});

test('one that never listens is ended, and so is one that stops, or forgets its session', async () => {
  const silent = await setUp({}, { withinMs: 0, lookEveryMs: 1 });
  expect((await silent.server.exited).reason).toBe(`did not listen on port ${silent.port}`);
  const stopping = await started();
  stopping.stop();
  // The first may still use a connection that is just closing.
  const asking = setInterval(() => stopping.say('ping', 1), 20);
  onTestFinished(() => clearInterval(asking));
  expect((await stopping.server.exited).reason).toBe(`listens no more on port ${stopping.port}`);
  const forgetful = await started({ ping: (response) => void response.writeHead(404).end() });
  forgetful.say('ping', 1);
  expect((await forgetful.server.exited).reason).toBe('forgot its session');
});
