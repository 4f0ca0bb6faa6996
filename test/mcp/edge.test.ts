import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEdgeServer, type EdgeServer } from './fixtures/edge-server.ts';
import { connectBridged, connectClient, connectLegacyClient, initialize, post } from './fixtures/edge-clients.ts';
import { createScriptedServer, type ScriptedServer } from './fixtures/scripted-server.ts';
import { createUpstreamGateway } from './fixtures/upstream-gateway.ts';

let server: ScriptedServer;
let running: EdgeServer;
let url: string;
beforeEach(async () => {
  server = createScriptedServer();
  running = await startEdgeServer(createUpstreamGateway(server));
  url = `${running.origin}/mcp`;
});
afterEach(async () => {
  await running?.[Symbol.asyncDispose]();
});

describe.each([
  ['legacy', 'legacy', 'HTTP', connectClient],
  ['modern', 'auto', 'HTTP', connectClient],
  ['legacy', 'legacy', 'stdio', connectBridged],
  ['modern', 'auto', 'stdio', connectBridged],
] as const)('a client of the %s era (%s) over %s', (era, mode, _way, connect) => {
  test('gets results as the server gave them, with members that nobody here knows', async () => {
    await using client = await connect(url, 'ada', mode);
    expect(client.getProtocolEra()).toBe(era);
    const result = await client.callTool({ name: 'echo', arguments: { a: [1, { b: null }] } });
    expect(result).toMatchObject({ structuredContent: { a: [1, { b: null }] }, 'x-unknown': { kept: true } });
  });

  test('hears the progress of its call before the result', async () => {
    await using client = await connect(url, 'ada', mode);
    const heard: unknown[] = [];
    await client.callTool({ name: 'steps', arguments: {} }, { onprogress: ({ progress }) => heard.push(progress) });
    expect(heard).toEqual([1, 2, 3]);
  });

  test('cancels a call, and the server hears of it', async () => {
    await using client = await connect(url, 'ada', mode);
    const stop = new AbortController();
    const call = client.callTool({ name: 'hang', arguments: {} }, { signal: stop.signal });
    await vi.waitFor(() => expect(server.requests.at(-1)?.params['name']).toBe('hang'));
    stop.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    await vi.waitFor(() => expect(server.cancelled).toHaveLength(1));
    expect(running.errors).toEqual([]);
  });

  test('answers what the server asks within a call, and two who are asked at once are never mixed', async () => {
    const people = await Promise.all(
      ['ada', 'bob', 'eve'].map(async (name) => {
        const client = await connect(url, name, mode);
        client.setRequestHandler('elicitation/create', async ({ params }) => ({
          action: 'accept',
          content: { said: `${params.message}, ${name}` },
        }));
        return { name, client };
      }),
    );
    const calls = people.flatMap(({ name, client }) =>
      [1, 2, 3].map(async (turn) => {
        const result = await client.callTool({ name: 'ask', arguments: { question: `${name} ${turn}` } });
        expect(JSON.stringify(result.content)).toContain(
          JSON.stringify(`${name} heard {"said":"${name} ${turn}, ${name}"}`).slice(1, -1),
        );
      }),
    );
    await Promise.all(calls);
    await Promise.all(people.map(({ client }) => client.close()));
    expect(server.requests.filter(({ method }) => method === 'tools/call')).toHaveLength(9);
  });

  test("gets the server's own error", async () => {
    await using client = await connect(url, 'ada', mode);
    await expect(client.callTool({ name: 'nobody', arguments: {} })).rejects.toMatchObject({
      code: -32_602,
      data: { own: 'data' },
    });
  });

  test('hears that a list changed', async () => {
    const changed = vi.fn<() => void>();
    await using client = await connect(url, 'ada', mode);
    client.setNotificationHandler('notifications/tools/list_changed', changed);
    const stop = era === 'modern' ? await client.listen({ toolsListChanged: true }) : null;
    await vi.waitFor(() => {
      server.emit('notifications/tools/list_changed');
      expect(changed).toHaveBeenCalled();
    });
    await stop?.close();
  });
});

describe('the bridge to stdio', () => {
  test('opens a new session for a client of the legacy era whose session the gateway forgot', async () => {
    await using client = await connectBridged(url, 'ada', 'legacy');
    running.edge[Symbol.dispose]();
    expect(running.edge.counts.sessions).toBe(0);
    expect(await client.callTool({ name: 'echo', arguments: { a: 1 } })).toMatchObject({ structuredContent: { a: 1 } });
  });

  test.each(['legacy', 'auto'] as const)('says so while the gateway is away (%s)', async (mode) => {
    await using client = await connectBridged(url, 'ada', mode);
    await running[Symbol.asyncDispose]();
    await expect(client.callTool({ name: 'echo', arguments: {} })).rejects.toMatchObject({ code: -32_000 });
  });
});

test('the client that most programs still have works too: progress, questions, no arguments', async () => {
  const client = await connectLegacyClient(url, 'ada');
  const heard: unknown[] = [];
  await client.callTool({ name: 'steps' }, undefined, { onprogress: ({ progress }) => heard.push(progress) });
  expect(heard).toEqual([1, 2, 3]);
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain('ask');
  await client.close();
});

describe('the address of a client with little room', () => {
  test.each(['legacy', 'auto'] as const)(
    'opens the searching view in the %s era, beside the full one',
    async (mode) => {
      const opened: unknown[] = [];
      await using edge = await startEdgeServer(createUpstreamGateway(server, (options) => opened.push(options)));
      for (const [path, view] of [
        ['/mcp?tools=search', { tools: 'search' }],
        ['/mcp_proxy/files?tools=search', { tools: 'search', server: 'files' }],
        ['/mcp', { tools: 'all' }],
      ] as const) {
        opened.length = 0;
        await using client = await connectClient(`${edge.origin}${path}`, 'ada', mode);
        await client.callTool({ name: 'echo', arguments: {} });
        expect(opened.length).toBeGreaterThan(0);
        for (const each of opened) expect(each).toEqual(view);
      }
    },
  );

  test('is refused when it asks for a view that there is not', async () => {
    for (const query of ['tools=none', 'tools=search&tools=all'])
      expect(await post(`${running.origin}/mcp?${query}`, initialize())).toMatchObject({
        status: 400,
        body: { error: { code: 'validation_error' } },
      });
  });
});
