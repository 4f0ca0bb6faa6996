import { describe, expect, test, vi } from 'vitest';
import { isObject } from '../../contracts/kernel/is-object.ts';
import type { GatewayView } from '../../domain/mcp/gateway.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { callerOf, definitionsOf, fakeGateway, namesOf, recordOf, tool } from './gateway.fixture.ts';

const call = (view: GatewayView, name: string, args = {}) => view.request('tools/call', { name, arguments: args });

describe('resources and prompts of all servers', () => {
  const resource = (uri: string) => ({ uri, name: uri });
  const under = () => {
    const docs = {
      resources: [resource('docs://a/one')],
      resourceTemplates: [{ uriTemplate: 'docs://b/{id}', name: 'b' }],
      prompts: [{ name: 'greet' }],
      capabilities: { resources: {}, prompts: {}, completions: {} },
    };
    const more = {
      resources: [resource('docs://a/one'), resource('more://x')],
      capabilities: { resources: {} },
    };
    const other = (method: string) => ({ method });
    return fakeGateway({ docs: { ...docs, other }, more: { ...more, other } }, [
      recordOf('docs', {}, { definitions: { ...definitionsOf(), ...docs } }),
      recordOf('more', {}, { definitions: { ...definitionsOf(), ...more } }),
    ]);
  };

  test('are listed once each and read where they are', async () => {
    const { gateway, fake } = under();
    await using _ = gateway;
    const view = gateway.open(callerOf());
    const { resources } = await view.request('resources/list', {});
    expect(resources).toEqual([resource('docs://a/one'), resource('more://x')]);
    for (const uri of ['docs://a/one', 'docs://a/unlisted', 'docs://b/7'])
      await view.request('resources/read', { uri });
    await view.request('resources/read', { uri: 'more://x' });
    expect(fake('docs').calls.map(({ params }) => params['uri'])).toEqual([
      'docs://a/one',
      'docs://a/unlisted',
      'docs://b/7',
    ]);
    expect(fake('more').calls.map(({ params }) => params['uri'])).toEqual(['more://x']);
    await expect(view.request('resources/read', { uri: 'nobody://x' })).rejects.toMatchObject({ code: -32602 });
    const alone = gateway.open(callerOf(), { server: 'more' });
    await alone.request('resources/read', { uri: 'docs://a/one' });
    expect(fake('more').calls).toHaveLength(2);
  });

  test('prompts carry the name of their server, also where their arguments are completed', async () => {
    const { gateway, fake } = under();
    await using _ = gateway;
    const view = gateway.open(callerOf());
    await view.request('prompts/get', { name: 'docs__greet', arguments: { a: '1' } });
    const argument = { name: 'a', value: 'x' };
    await view.request('completion/complete', { ref: { type: 'ref/prompt', name: 'docs__greet' }, argument });
    expect(fake('docs').calls).toEqual([
      { method: 'prompts/get', params: { name: 'greet', arguments: { a: '1' } } },
      { method: 'completion/complete', params: { ref: { type: 'ref/prompt', name: 'greet' }, argument } },
    ]);
    await expect(view.request('prompts/get', { name: 'greet' })).rejects.toMatchObject({ code: -32602 });
  });

  test('who subscribed hears of an update, nobody else does, and a new connection is told again', async () => {
    const { gateway, fake } = under();
    await using _ = gateway;
    const [a, b] = [gateway.open(callerOf()), gateway.open(callerOf('wsp_a', 'usr_2'))];
    const heard: string[] = [];
    a.listen((method, { uri }) => heard.push(`a ${method} ${String(uri)}`));
    b.listen((method) => heard.push(`b ${method}`));
    await a.request('resources/subscribe', { uri: 'docs://a/one' });
    fake('docs').emit('notifications/resources/updated', { uri: 'docs://a/one' });
    fake('docs').emit('notifications/resources/updated', { uri: 'docs://other' });
    expect(heard).toEqual(['a notifications/resources/updated docs://a/one']);
    fake('docs').crash();
    await a.request('resources/read', { uri: 'docs://a/one' });
    await vi.waitFor(() =>
      expect(fake('docs').calls.filter(({ method }) => method === 'resources/subscribe')).toHaveLength(2),
    );
  });
});

test('a client cannot fill the memory with addresses that it subscribes to', async () => {
  const resourceTemplates = [{ name: 'all', uriTemplate: 'docs://a/{id}' }];
  const record = recordOf('docs', {}, { definitions: { ...definitionsOf(), resourceTemplates } });
  const { gateway } = fakeGateway({ docs: { other: () => ({}), resourceTemplates } }, [record]);
  await using _ = gateway;
  const view = gateway.open(callerOf());
  const subscribe = (id: number) => view.request('resources/subscribe', { uri: `docs://a/${id}` });
  for (let id = 0; id < 1_000; id += 1) await subscribe(id);
  await expect(subscribe(1_000)).rejects.toThrow('1000 resources');
});

test('the level of messages that a session asked for is asked for again on a new connection', async () => {
  const definitions = { ...definitionsOf('read'), capabilities: { tools: {}, logging: {} } };
  const { gateway, fake } = fakeGateway({ files: { other: () => ({}) } }, [recordOf('files', {}, { definitions })]);
  await using _ = gateway;
  const [a, b] = ['usr_1', 'usr_2'].map((user) => gateway.open(callerOf('wsp_a', user), { server: 'files' }));
  for (const view of [a, b]) view?.listen(() => undefined);
  await b?.request('logging/setLevel', { level: 'info' });
  await a?.request('logging/setLevel', { level: 'error' });
  const levels = () =>
    fake('files').calls.flatMap(({ method, params }) => (method === 'logging/setLevel' ? String(params['level']) : []));
  fake('files').crash();
  await a?.request('tools/call', { name: 'read' });
  await vi.waitFor(() => expect(levels().slice(levels().lastIndexOf('error'))).toEqual(['error', 'info']));
});

describe('many tools', () => {
  const names = Array.from({ length: 70 }, (_, index) => `tool_${index}`);
  const under = () =>
    fakeGateway(
      { big: {} },
      [
        recordOf(
          'big',
          {},
          {
            definitions: {
              ...definitionsOf(),
              tools: [
                ...names.map((name) => tool(name)),
                tool('send_invoice', { description: 'Sends an invoice by post' }),
              ],
            },
          },
        ),
      ],
      { limits: { pageSize: 30 } },
    );

  test('come in pages', async () => {
    const { gateway } = under();
    await using _ = gateway;
    const view = gateway.open(callerOf(), { server: 'big' });
    const sizes: number[] = [];
    let cursor: unknown;
    do {
      const page = await view.request('tools/list', cursor === undefined ? {} : { cursor });
      sizes.push(Array.isArray(page['tools']) ? page['tools'].length : 0);
      cursor = page['nextCursor'];
    } while (cursor !== undefined);
    expect(sizes).toEqual([30, 30, 11]);
    await expect(view.request('tools/list', { cursor: 'x' })).rejects.toMatchObject({ code: -32602 });
  });

  test('are found by what they do, and called by name by clients that do not list them', async () => {
    const { gateway, fake } = under();
    await using _ = gateway;
    const view = gateway.open(callerOf(), { tools: 'search' });
    const listed = await namesOf(view);
    expect(listed).toEqual(expect.arrayContaining(['search_tools', 'call_tool', 'generate_quote']));
    expect(listed).not.toContain('big__tool_1');
    const { structuredContent } = await call(view, 'search_tools', { query: 'post an invoice', limit: 3 });
    const found =
      isObject(structuredContent) && Array.isArray(structuredContent['tools']) ? structuredContent['tools'] : [];
    expect(found[0]).toMatchObject({ name: 'big__send_invoice', inputSchema: { type: 'object' } });
    await call(view, 'call_tool', { name: 'big__send_invoice', arguments: { to: 'x' } });
    expect(fake('big').calls).toEqual([
      { method: 'tools/call', params: { name: 'send_invoice', arguments: { to: 'x' } } },
    ]);
  });
});

describe('a call', () => {
  const readOnly = tool('read', { annotations: { readOnlyHint: true } });
  const cached = () => {
    let calls = 0;
    const record = recordOf(
      'files',
      { cacheSeconds: 60 },
      { definitions: { ...definitionsOf(), tools: [readOnly, tool('write')] } },
    );
    return fakeGateway({ files: { call: () => ({ content: [], structuredContent: { call: (calls += 1) } }) } }, [
      record,
    ]);
  };

  test('of a read-only tool is answered from memory for a while, to the same caller with the same arguments', async () => {
    const { gateway, fake } = cached();
    await using _ = gateway;
    const view = gateway.open(callerOf());
    const first = await call(view, 'files__read', { a: 1, b: 2 });
    expect(await call(view, 'files__read', { b: 2, a: 1 })).toEqual(first);
    expect(fake('files').calls).toHaveLength(1);
    await call(view, 'files__read', { a: 2 });
    await call(gateway.open(callerOf('wsp_a', 'usr_2')), 'files__read', { a: 1, b: 2 });
    await call(view, 'files__write');
    await call(view, 'files__write');
    expect(fake('files').calls).toHaveLength(5);
  });

  test('is in the request log with who, where, how it went and how long it took', async () => {
    const { gateway, entries } = cached();
    await using _ = gateway;
    const view = gateway.open(callerOf());
    await call(view, 'files__read', { path: '/a' });
    await expect(call(view, 'nothing')).rejects.toThrow('mcp_tool_not_found');
    expect(entries).toMatchObject([
      {
        workspaceId: 'wsp_a',
        caller: { kind: 'user', id: 'usr_1' },
        serverName: 'files',
        method: 'tools/call',
        target: 'files__read',
        outcome: 'ok',
        arguments: { path: '/a' },
        result: { structuredContent: { call: 1 } },
      },
      { serverName: null, target: 'nothing', outcome: 'error', errorCode: -32602, result: null },
    ]);
    expect(entries[0]?.durationMs).toBeGreaterThan(0);
    expect(entries[0]?.requestBytes).toBeGreaterThan(20);
  });

  test('counts against the rate of its caller', async () => {
    const takeCall = vi.fn<() => Promise<void>>(async () => {
      throw new Error('rate_limited');
    });
    const { gateway, fake } = fakeGateway(
      { files: {} },
      [recordOf('files', {}, { definitions: definitionsOf('read') })],
      { takeCall },
    );
    await using _ = gateway;
    await expect(call(gateway.open(callerOf()), 'files__read')).rejects.toThrow('rate_limited');
    expect(takeCall).toHaveBeenCalledWith(expect.anything(), 'files', 'read');
    expect(fake('files').calls).toEqual([]);
  });

  test('never carries what belongs to the connection of its client', async () => {
    const { gateway, fake } = cached();
    await using _ = gateway;
    const _meta = { progressToken: 7, 'io.modelcontextprotocol/clientInfo': {}, traceparent: '00-1-2-01' };
    await gateway.open(callerOf()).request('tools/call', { name: 'files__write', arguments: {}, _meta });
    expect(fake('files').calls[0]?.params['_meta']).toEqual({ traceparent: '00-1-2-01' });
  });

  test('reaches no server of others without the right to use tools, and no stopped one', async () => {
    const { gateway } = fakeGateway({ files: {}, off: {} }, [
      recordOf('files', {}, { definitions: definitionsOf('read') }),
      recordOf('off', { state: 'stopped' }, { definitions: definitionsOf('read') }),
    ]);
    await using _ = gateway;
    const guest = gateway.open(callerOf('wsp_a', 'usr_2', ['quotes:read']));
    expect(await namesOf(guest)).not.toContain('files__read');
    await expect(call(guest, 'files__read')).rejects.toThrow('mcp_tool_not_found');
    await expect(gateway.open(guestCaller, { server: 'files' }).request('tools/list', {})).rejects.toThrow(
      'mcp_server_not_found',
    );
    await expect(call(gateway.open(callerOf()), 'off__read')).rejects.toThrow('mcp_server_not_running');
  });
  const guestCaller = callerOf('wsp_a', 'usr_2', ['quotes:read']);
});

test('beyond 64 calls at once callers wait their turn, can give up, and are told when too many wait', async () => {
  const running: (() => void)[] = [];
  let isHolding = false;
  const holds = {
    call: (): Promise<JsonObject> | JsonObject =>
      isHolding ? new Promise((resolve) => running.push(() => resolve({ content: [] }))) : { content: [] },
  };
  const under = fakeGateway({ files: holds }, [recordOf('files', {}, { definitions: definitionsOf('read') })]);
  await using gateway = under.gateway;
  const ada = gateway.open(callerOf('wsp_a', 'usr_ada'));
  const bob = gateway.open(callerOf('wsp_a', 'usr_bob'));
  const call = (view: GatewayView, whose: string, signal?: AbortSignal) =>
    view.request('tools/call', { name: 'files__read', arguments: { whose } }, signal && { signal });
  await call(ada, 'first');
  // The reading of its lists, which stands in line too, is over.
  await vi.waitFor(() => expect(under.records[0]?.server.toolCount).toBe(1));
  isHolding = true;
  const atWork = () => under.fake('files').calls.map(({ params }) => Reflect.get(Object(params['arguments']), 'whose'));

  const adas = Array.from({ length: 64 + 512 }, () => call(ada, 'ada'));
  const ends = Promise.allSettled(adas);
  await vi.waitFor(() => expect(running).toHaveLength(64));
  await expect(call(ada, 'one more')).rejects.toMatchObject({ code: 'mcp_server_busy' });
  const given = new AbortController();
  const givenUp = call(bob, 'given up', given.signal);
  const bobs = call(bob, 'bob');
  // Bob's two took the place of two of Ada's.
  await expect(Promise.race(adas.slice(-1))).rejects.toMatchObject({ code: 'mcp_server_busy' });
  given.abort(new Error('enough'));
  await expect(givenUp).rejects.toThrow('enough');
  for (const release of running.splice(0, 2)) release();
  await vi.waitFor(() => expect(atWork().slice(65)).toEqual(['ada', 'bob']));
  isHolding = false;
  for (const release of running) release();
  await bobs;
  const refused = (await ends).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(2);
});
