import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Permission, type Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { OrchestratorReply } from '../../contracts/orchestrator.ts';
import type { GatewayCaller } from '../../domain/mcp/gateway.ts';
import type { CredentialSource } from '../middleware/credentials.ts';
import { createOrchestratorServer } from './orchestrator-server.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const identity: Identity = {
  kind: 'user',
  id: 'usr_1',
  name: 'Mara',
  workspaceId: 'wsp_1',
  permissions: new Set(Permission.options),
  sessionId: 'ses_1',
};
const headerOf = (source: CredentialSource, name: string) => source.headersDistinct[name]?.[0];

/** A platform with one signed-in person (token `good`, cookie `good`), a customer list that waits when told, a gateway. */
const start = async ({ messagesPerMinute = 100, gate = Promise.resolve() } = {}) => {
  const asked: string[] = [];
  const opened: GatewayCaller[] = [];
  let ended = false;
  const http = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    await gate;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ items: [], nextCursor: null }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const host = `127.0.0.1:${address.port}`;
  const extract = (source: CredentialSource) => {
    const bearer = headerOf(source, 'authorization')?.replace('Bearer ', '');
    const cookie = headerOf(source, 'cookie');
    if (bearer !== undefined) return { kind: 'bearer' as const, token: bearer };
    return cookie === undefined ? null : { kind: 'cookie' as const, token: cookie };
  };
  const server = createOrchestratorServer({
    http,
    origin: `http://${host}`,
    credentials: {
      extract,
      refreshToken: () => null,
      verify: async (source) => {
        const shown = extract(source);
        if (shown && (shown.token !== 'good' || ended)) throw fail('invalid_token');
        return shown && identity;
      },
    },
    callers: { tokenFor: () => 'fresh' },
    isOwnOrigin: (origin) => origin === `http://${host}`,
    gateway: {
      open: (caller) => {
        opened.push(caller);
        return {
          describe: async () => ({ capabilities: {}, instructions: null }),
          tools: async () => [],
          listen: () => () => undefined,
          request: async (method, params) =>
            method === 'tools/list'
              ? { tools: [{ name: 'a' }] }
              : { content: [{ type: 'text', text: `did ${String(params.name)}` }] },
        };
      },
    },
    log: { error: () => undefined },
    messagesPerMinute,
  });
  closers.push(async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  closers.push(async () => await server[Symbol.asyncDispose]());
  const connect = (headers: Record<string, string>) => {
    const socket = new WebSocket(`ws://${host}/orchestrator`, { headers });
    socket.on('error', () => undefined);
    closers.push(async () => socket.terminate());
    return socket;
  };
  return { asked, opened, connect, host, server, end: () => (ended = true) };
};

const opened = async (socket: WebSocket) => {
  await once(socket, 'open');
  const replies: OrchestratorReply[] = [];
  const arrivals: (() => void)[] = [];
  socket.on('message', (bytes) => {
    if (!Buffer.isBuffer(bytes)) throw new Error('not one buffer');
    replies.push(OrchestratorReply.parse(JSON.parse(bytes.toString('utf8'))));
    for (const arrive of arrivals.splice(0)) arrive();
  });
  return {
    replies,
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    until: async (count: number) => {
      while (replies.length < count) await new Promise<void>((resolve) => arrivals.push(resolve));
      return replies;
    },
  };
};

const statusOf = async (socket: WebSocket): Promise<number | undefined> => {
  const answer = await new Promise<IncomingMessage>((resolve) =>
    socket.once('unexpected-response', (_request, response: IncomingMessage) => resolve(response)),
  );
  return answer.statusCode;
};
const bearer = { authorization: 'Bearer good' };

it('answers a message through the assistant, as whoever signed in and not as the userId says', async () => {
  const { connect, asked } = await start();
  const client = await opened(connect(bearer));
  client.send({ type: 'message', id: 'm1', userId: 'somebody-else', message: 'find customer Miller', locale: 'en' });
  const [reply] = await client.until(1);
  expect(reply?.metadata).toMatchObject({
    id: 'm1',
    type: 'message',
    intent: 'search_customers',
    tool: 'search_customers',
  });
  expect(asked).toEqual([expect.stringMatching(/^GET \/api\/v1\/customers\?.*search=Miller.* Bearer good$/)]);
});

it('takes a page of ours by its cookie and calls back with a fresh token', async () => {
  const { connect, asked, host } = await start();
  const client = await opened(connect({ cookie: 'good', origin: `http://${host}` }));
  client.send({ type: 'message', message: 'Suche den Kunden Müller', locale: 'de' });
  const [reply] = await client.until(1);
  expect(reply?.message).toContain('nichts gefunden');
  expect(asked[0]).toMatch(/Bearer fresh$/);
});

it('lets nobody in without a good sign-in, from a foreign page, or with a cookie from nowhere', async () => {
  const { connect } = await start();
  expect(await statusOf(connect({}))).toBe(401);
  expect(await statusOf(connect({ authorization: 'Bearer bad' }))).toBe(401);
  expect(await statusOf(connect({ ...bearer, origin: 'https://evil.example' }))).toBe(403);
  expect(await statusOf(connect({ cookie: 'good' }))).toBe(403);
});

it('lists and calls the tools of all servers through the gateway', async () => {
  const { connect, opened: callers } = await start();
  const client = await opened(connect(bearer));
  client.send({ type: 'tools' });
  client.send({ type: 'call', name: 'memory__read', arguments: {} });
  const [tools, call] = await client.until(2);
  expect(tools?.data).toEqual({ tools: [{ name: 'a' }] });
  expect(call).toMatchObject({ message: 'did memory__read', metadata: { tool: 'memory__read' } });
  expect(callers.map(({ era, token }) => [era, token])).toEqual([
    ['orchestrator', 'good'],
    ['orchestrator', 'good'],
  ]);
});

it.each(['no json', '{"type":"message"}', '{"type":"message","message":"hi","extra":1}', '[]', '{"type":"drop"}'])(
  'refuses %s and goes on',
  async (text) => {
    const { connect } = await start();
    const client = await opened(connect(bearer));
    client.send(text);
    client.send({ type: 'message', message: 'hello' });
    const [refusal, answer] = await client.until(2);
    expect(refusal?.data).toMatchObject({ error: { code: 'validation_error', rpc: -32602 } });
    expect(answer?.metadata.intent).toBe('greeting');
  },
);

it('does one message at a time, lets a few wait and refuses more', async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const { connect, asked } = await start({ gate });
  const client = await opened(connect(bearer));
  for (let sent = 0; sent < 12; sent++)
    client.send({ type: 'message', id: `m${sent}`, message: 'find customer Miller' });
  const early = await client.until(1);
  expect(early[0]?.data).toMatchObject({ error: { code: 'rate_limited', rpc: -32003 } });
  expect(asked.length).toBeLessThanOrEqual(1);
  open();
  const replies = await client.until(12);
  const answeredIds = replies.filter(({ metadata }) => metadata.type === 'message').map(({ metadata }) => metadata.id);
  expect(answeredIds).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8']);
});

it('counts messages against a rate', async () => {
  const { connect } = await start({ messagesPerMinute: 2 });
  const client = await opened(connect(bearer));
  for (let sent = 0; sent < 3; sent++) client.send({ type: 'message', message: 'hello' });
  const replies = await client.until(3);
  expect(replies[2]?.data).toMatchObject({ error: { code: 'rate_limited' } });
});

it('closes when the message is too large, when the sign-in ends, and when the server stops', async () => {
  const { connect, server, end } = await start();
  const large = connect(bearer);
  const first = await opened(large);
  first.send({ type: 'message', message: 'x'.repeat(9_000) });
  expect((await once(large, 'close'))[0]).toBe(1009);
  const stopped = connect(bearer);
  await opened(stopped);
  const ended = connect(bearer);
  const third = await opened(ended);
  end();
  third.send({ type: 'message', message: 'hello' });
  expect((await once(ended, 'close'))[0]).toBe(4401);
  const closing = once(stopped, 'close');
  await server[Symbol.asyncDispose]();
  expect((await closing)[0]).toBe(1001);
});
