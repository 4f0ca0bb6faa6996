import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { JsonObject, Upstream } from '../domain/mcp/upstream.ts';
import { startFixture, startTestAgent } from './test-agent.ts';

const tool = (upstream: Upstream, name: string, given: object = {}, exchange = {}) =>
  upstream.request('tools/call', { name, arguments: given }, exchange);
const textOf = (result: unknown): unknown =>
  JSON.parse(String(Reflect.get(Object(Reflect.get(Object(Reflect.get(Object(result), 'content')), 0)), 'text')));

test('the handshake happens once, and every connection gets what it said', async () => {
  const started = await startTestAgent();
  const one = await startFixture(started);
  const two = await started.client.attach('mcp_one');
  expect(two.info).toEqual(one.info);
  expect(one.info).toEqual({
    protocolVersion: '2025-11-25',
    serverInfo: { name: 'fixture', version: '1.2.3' },
    capabilities: { tools: { listChanged: true } },
    instructions: 'For tests.',
  });
  expect(await started.noted('handshakes')).toHaveLength(1);
});

test('200 calls at once from two connections each get their own answer', async () => {
  const started = await startTestAgent();
  const both = [await startFixture(started), await started.client.attach('mcp_one')];
  const calls = both.flatMap((upstream, who) =>
    Array.from({ length: 100 }, async (_, number) => [
      { who, number },
      textOf(await tool(upstream, 'echo', { who, number })),
    ]),
  );
  for (const [sent, got] of await Promise.all(calls)) expect(got).toEqual(sent);
});

test('progress reaches the call it belongs to, and the server never sees a token of the caller', async () => {
  const started = await startTestAgent();
  const both = [await startFixture(started), await started.client.attach('mcp_one')];
  const results = await Promise.all(
    both.map(async (upstream, who) => {
      const heard: unknown[] = [];
      const result = await upstream.request(
        'tools/call',
        { name: 'progress', arguments: { note: who }, _meta: { progressToken: 'mine' } },
        { onProgress: (progress) => heard.push(progress) },
      );
      return { heard, token: textOf(result) };
    }),
  );
  for (const [who, { heard, token }] of results.entries()) {
    expect(heard).toEqual([1, 2, 3].map((progress) => ({ progress, total: 3, message: String(who) })));
    expect(token).not.toBe('mine');
  }
});

test('an aborted call is cancelled on the server, and so are the calls of a connection that closes', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const abort = new AbortController();
  const call = tool(upstream, 'wait', {}, { signal: abort.signal });
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(1));
  abort.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
  await vi.waitFor(async () => expect(await started.noted('cancelled')).toHaveLength(1));

  const other = await started.client.attach('mcp_one');
  const lost = tool(other, 'wait').catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(2));
  await other[Symbol.asyncDispose]();
  expect(await lost).toMatchObject({ code: 'mcp_server_unavailable' });
  await vi.waitFor(async () => expect(await started.noted('cancelled')).toHaveLength(2));
});

test('a call that takes too long is cancelled and says so', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  await expect(tool(upstream, 'wait', {}, { timeoutMs: 100 })).rejects.toMatchObject({
    code: 'mcp_call_timeout',
    details: { name: 'fixture', seconds: 0.1 },
  });
  await vi.waitFor(async () => expect(await started.noted('cancelled')).toHaveLength(1));
});

test('an error of the server comes as it is', async () => {
  const upstream = await startFixture(await startTestAgent());
  await expect(tool(upstream, 'refuse')).rejects.toMatchObject({
    code: -32_050,
    message: 'not today',
    data: { why: 'test' },
  });
});

test('a question of the server goes to the caller and its answer back', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const asked: unknown[] = [];
  const onRequest = async (method: string, params: object) => {
    asked.push([method, Reflect.get(params, 'message')]);
    return { action: 'accept', content: { name: 'Ada' } };
  };
  const answer = textOf(await tool(upstream, 'ask', {}, { onRequest }));
  expect(asked).toEqual([['elicitation/create', 'Your name?']]);
  expect(answer).toMatchObject({ result: { action: 'accept', content: { name: 'Ada' } } });
});

test('a question that may be for any of several callers is shown to none', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const other = await started.client.attach('mcp_one');
  const onRequest = vi.fn<() => Promise<object>>(async () => ({ action: 'accept' }));
  const waiting = tool(other, 'wait', {}, { onRequest });
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(1));
  expect(textOf(await tool(upstream, 'ask', {}, { onRequest }))).toMatchObject({ error: { code: -32_600 } });
  expect(onRequest).not.toHaveBeenCalled();
  await writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
  await waiting;
});

test('in the process of one session, calls at the same moment each get their question answered', async () => {
  const started = await startTestAgent();
  await startFixture(started);
  const link = () => started.client.attach('mcp_one', { session: 's' });
  // Of one caller, once over its own connection and once over that of another process of the platform.
  const [one, two] = await Promise.all([link(), link()]);
  expect(await started.noted('handshakes')).toHaveLength(2);
  const asked = Promise.withResolvers<JsonObject>();
  const answer = { action: 'accept', content: { name: 'Ada' } };
  const first = tool(one, 'waitThenAsk', {}, { onRequest: async () => answer });
  const held = tool(one, 'ask', {}, { onRequest: () => asked.promise });
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(1));
  const onRequest = vi.fn<() => Promise<object>>(async () => answer);
  expect(textOf(await tool(two, 'ask', {}, { onRequest }))).toMatchObject({ result: answer });
  expect(onRequest).toHaveBeenCalledOnce();
  await writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
  expect(textOf(await first)).toMatchObject({ result: answer });
  asked.resolve(answer);
  expect(textOf(await held)).toMatchObject({ result: answer });
});

test('a question goes to the other call of the session also when the one it was taken for fails', async () => {
  const started = await startTestAgent();
  await startFixture(started);
  const upstream = await started.client.attach('mcp_one', { session: 's' });
  const onRequest = vi.fn<() => Promise<object>>(async () => ({ action: 'decline' }));
  const older = tool(upstream, 'wait', {}, { onRequest });
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(1));
  const never = () => new Promise<JsonObject>(() => {});
  const large = tool(upstream, 'big', { asks: true, bytes: 11 * 1_024 * 1_024 }, { onRequest: never });
  await expect(large).rejects.toMatchObject({ code: 'mcp_bad_output' });
  await vi.waitFor(() => expect(onRequest).toHaveBeenCalledOnce());
  await writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
  expect(textOf(await older)).toBe('released');
});

test('a question that was taken for that of a call which is over goes to the other call of the session', async () => {
  const started = await startTestAgent();
  await startFixture(started);
  const upstream = await started.client.attach('mcp_one', { session: 's' });
  const answer = { action: 'accept', content: { name: 'Ada' } };
  const asking = tool(upstream, 'waitThenAsk', {}, { onRequest: async () => answer });
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(1));
  const cancel = new AbortController();
  const { promise: withdrawn, reject } = Promise.withResolvers<JsonObject>();
  const onRequest = vi.fn<() => Promise<object>>(() => withdrawn);
  const newer = tool(upstream, 'deaf', {}, { onRequest, signal: cancel.signal }).catch(() => undefined);
  await upstream.request('ping', {});
  await writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
  await vi.waitFor(() => expect(onRequest).toHaveBeenCalledOnce());
  cancel.abort(new Error('not any more'));
  reject(new Error('nobody answers what a cancelled call asked'));
  expect(textOf(await asking)).toMatchObject({ result: answer });
  await newer;
});

test('a list that is being read does not make a question ambiguous', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started);
  const onRequest = async () => ({ action: 'decline' });
  const [answer] = await Promise.all([tool(upstream, 'ask', {}, { onRequest }), upstream.request('tools/list', {})]);
  expect(textOf(answer)).toMatchObject({ result: { action: 'decline' } });
});

test('a message goes to the only call at work, and what belongs to no call to everybody', async () => {
  const started = await startTestAgent();
  const one = await startFixture(started);
  const two = await started.client.attach('mcp_one');
  const heard: string[] = [];
  one.listen((method) => heard.push(`one ${method}`));
  two.listen((method) => heard.push(`two ${method}`));
  const logs: unknown[] = [];
  await tool(one, 'say', { note: 'hello' }, { onLog: (params: object) => logs.push(params) });
  expect(logs).toEqual([{ level: 'info', data: 'hello' }]);
  await vi.waitFor(() =>
    expect(heard.toSorted()).toEqual(['one notifications/tools/list_changed', 'two notifications/tools/list_changed']),
  );
});
