import { afterEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { bearer, initialize, openSession, post } from './fixtures/edge-clients.ts';
import { startEdgeServer, type EdgeServer, type EdgeServerOptions } from './fixtures/edge-server.ts';
import { createScriptedServer, type ScriptedServer } from './fixtures/scripted-server.ts';
import { createUpstreamGateway } from './fixtures/upstream-gateway.ts';

const open: EdgeServer[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
});

const start = async (
  limits: EdgeServerOptions['limits'] = {},
): Promise<{ server: ScriptedServer; running: EdgeServer; url: string }> => {
  const server = createScriptedServer();
  const running = await startEdgeServer(createUpstreamGateway(server), { limits });
  open.push(running);
  return { server, running, url: `${running.origin}/mcp` };
};

const call = (name: string, more: JsonObject = {}, id = 1): JsonObject => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, ...more },
});
const ping = { jsonrpc: '2.0', id: 9, method: 'ping' };

/** Reads events of a stream one after the other. */
const events = async function* (response: Response): AsyncGenerator<{ id: string; data: string }> {
  let buffer = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    buffer += decoder.decode(chunk, { stream: true });
    const frames = buffer.split('\n\n');
    buffer = frames.pop() ?? '';
    for (const frame of frames)
      if (!frame.startsWith(':'))
        yield { id: /^id: (.*)$/m.exec(frame)?.[1] ?? '', data: /^data: (.*)$/m.exec(frame)?.[1] ?? '' };
  }
};

const stream = (url: string, headers: Record<string, string>, more: RequestInit = {}): Promise<Response> =>
  fetch(url, {
    ...more,
    headers: {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...bearer('ada'),
      ...headers,
    },
  });

describe('a session', () => {
  test('belongs to who opened it, on the address where it was opened', async () => {
    const { url, running } = await start();
    const session = await openSession(url);
    expect((await post(url, ping, session)).body).toEqual({ jsonrpc: '2.0', id: 9, result: {} });
    expect((await post(url, ping, session, 'bob')).status).toBe(404);
    expect((await post(url, ping, session, 'ada@other')).status).toBe(404);
    expect((await post(`${running.origin}/mcp_proxy/files`, ping, session)).status).toBe(404);
    expect((await stream(url, { ...session, ...bearer('bob') }, { method: 'DELETE' })).status).toBe(404);
    expect((await post(url, ping, session)).status).toBe(200);
  });

  test('is needed, and is over once it was ended', async () => {
    const { url } = await start();
    expect((await post(url, ping)).status).toBe(400);
    const session = await openSession(url);
    expect((await stream(url, session, { method: 'DELETE' })).status).toBe(200);
    expect((await post(url, ping, session)).status).toBe(404);
  });

  test('speaks the version that the client asked for, or our newest', async () => {
    const { url } = await start();
    const versions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '1999-01-01'];
    const answers = await Promise.all(versions.map((version) => post(url, initialize({}, version))));
    expect(answers.map(({ body }) => Object(body['result']).protocolVersion)).toEqual([
      ...versions.slice(0, 4),
      '2025-11-25',
    ]);
  });

  test('ends when it was idle too long, but not while somebody listens', async () => {
    const { url, running } = await start({ sessionIdleMs: 1_500 });
    const listening = await openSession(url);
    const stop = new AbortController();
    await stream(url, listening, { signal: stop.signal });
    await openSession(url);
    await vi.waitFor(() => expect(running.edge.counts.sessions).toBe(1));
    expect((await post(url, ping, listening)).status).toBe(200);
    stop.abort();
    await vi.waitFor(() => expect(running.edge.counts.sessions).toBe(0));
  });

  test('makes room for another one when the workspace has too many, and another workspace keeps its own', async () => {
    const { url, running } = await start({ sessionsPerWorkspace: 2 });
    const other = await openSession(url, 'bob@other');
    const [first, second] = [await openSession(url), await openSession(url)];
    await post(url, ping, first);
    // Used in another millisecond than the first.
    await vi.waitFor(async () => expect((await post(url, ping, second)).status).toBe(200));
    await post(url, ping, first);
    await openSession(url);
    expect(running.edge.counts.sessions).toBe(3);
    expect((await post(url, ping, other, 'bob@other')).status).toBe(200);
  });

  test('gives servers the token that its client has now', async () => {
    const { url, server } = await start();
    const session = await openSession(url, 'ada');
    await post(url, call('echo'), session, 'ada');
    await post(url, call('echo'), session, 'ada@w');
    expect(server.requests.map(({ token }) => token)).toEqual(['ada', 'ada@w']);
  });

  test('keeps the level of messages when its client has a new token', async () => {
    const { url, server } = await start();
    const session = await openSession(url, 'ada');
    await post(url, { jsonrpc: '2.0', id: 2, method: 'logging/setLevel', params: { level: 'error' } }, session, 'ada');
    await post(url, call('echo'), session, 'ada@w');
    await vi.waitFor(() =>
      expect(server.requests.filter(({ method }) => method === 'logging/setLevel')).toMatchObject([
        { params: { level: 'error' }, token: 'ada' },
        { params: { level: 'error' }, token: 'ada@w' },
      ]),
    );
  });
});

describe('a stream that was cut', () => {
  test('gives the rest of a call to whoever comes back, and the call goes on meanwhile', async () => {
    const { url, server } = await start({ streamAfterMs: 20 });
    const session = await openSession(url);
    const cut = new AbortController();
    const first = await stream(url, session, {
      method: 'POST',
      body: JSON.stringify(call('slow')),
      signal: cut.signal,
    });
    const { value: primed } = await events(first).next();
    cut.abort();
    server.release();
    const again = await stream(url, { ...session, 'last-event-id': primed.id });
    const { value: answered } = await events(again).next();
    expect(JSON.parse(answered.data)).toMatchObject({ id: 1, result: { content: [{ text: 'at last' }] } });
    expect(server.cancelled).toEqual([]);
  });

  test('cannot be resumed with an id that is unknown, nor by somebody else', async () => {
    const { url } = await start({ streamAfterMs: 20 });
    const session = await openSession(url);
    expect((await stream(url, { ...session, 'last-event-id': 'r1.77' })).status).toBe(400);
    expect((await stream(url, { ...session, 'last-event-id': 'r1.1', ...bearer('bob') })).status).toBe(404);
  });

  test('says what was missed on it', async () => {
    const { url, server } = await start();
    const session = await openSession(url);
    const cut = new AbortController();
    const first = events(await stream(url, session, { signal: cut.signal }));
    const { value: primed } = await first.next();
    cut.abort();
    await expect(first.next()).rejects.toThrow('abort');
    server.emit('notifications/prompts/list_changed');
    const again = await stream(url, { ...session, 'last-event-id': primed.id });
    const { value } = await events(again).next();
    expect(JSON.parse(value.data)).toMatchObject({ method: 'notifications/prompts/list_changed' });
  });
});

describe('what a client asked to hear', () => {
  test('are the logs from its level on', async () => {
    const { url } = await start();
    const session = await openSession(url);
    const level = { jsonrpc: '2.0', id: 2, method: 'logging/setLevel', params: { level: 'warning' } };
    expect((await post(url, level, session)).body).toMatchObject({ result: {} });
    const heard: unknown[] = [];
    const response = await stream(url, session, { method: 'POST', body: JSON.stringify(call('log')) });
    for await (const { data } of events(response)) if (data !== '') heard.push(JSON.parse(data));
    expect(heard).toMatchObject([{ params: { level: 'error' } }, { result: {} }]);
    const wrong = { ...level, params: { level: 'loud' } };
    expect((await post(url, wrong, session)).body).toMatchObject({ error: { code: -32_602 } });
  });

  test('are updates of the resources that it subscribed to, and of no other', async () => {
    const { url, server } = await start();
    const session = await openSession(url);
    const subscribe = { jsonrpc: '2.0', id: 3, method: 'resources/subscribe', params: { uri: 'test://a' } };
    expect((await post(url, subscribe, session)).body).toMatchObject({ result: {} });
    const heard = events(await stream(url, session));
    await heard.next();
    server.emit('notifications/resources/updated', { uri: 'test://b' });
    server.emit('notifications/resources/updated', { uri: 'test://a' });
    const { value } = await heard.next();
    expect(JSON.parse(value.data)).toMatchObject({ params: { uri: 'test://a' } });
  });
});

test('a server that asks a client who cannot answer hears so, and goes on', async () => {
  const { url } = await start();
  const session = await openSession(url);
  const answer = await post(url, call('ask', { arguments: { question: 'Well?' } }), session);
  expect(answer.body).toMatchObject({
    error: { code: -32_601, message: 'The client does not support elicitation/create' },
  });
});

test('a client hears that a question is not asked any more when its call ends without the answer', async () => {
  const { url } = await start();
  const { headers } = await post(url, initialize({ elicitation: {} }));
  const session = { 'mcp-session-id': headers.get('mcp-session-id') ?? '', 'mcp-protocol-version': '2025-11-25' };
  const heard: unknown[] = [];
  const response = await stream(url, session, { method: 'POST', body: JSON.stringify(call('ask-and-go')) });
  for await (const { data } of events(response)) if (data !== '') heard.push(JSON.parse(data));
  expect(heard).toMatchObject([
    { id: 'g1', method: 'elicitation/create' },
    { method: 'notifications/cancelled', params: { requestId: 'g1' } },
    { result: { content: [{ text: 'gone' }] } },
  ]);
});
