import {
  InMemoryTransport,
  type JSONRPCMessage,
  PROTOCOL_VERSION_META_KEY,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { expect, test, vi } from 'vitest';
import { bridgeTransports } from './bridge-transports.ts';

const tool = {
  name: 'deploy',
  inputSchema: { type: 'object', properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } },
};

test('arguments that a listed tool wants as headers go to the gateway as headers, too', async () => {
  const sent: Headers[] = [];
  const fetch = vi.fn<typeof globalThis.fetch>(async (_url, init) => {
    if (init?.method !== 'POST') return new Response(null, { status: 405 });
    sent.push(new Headers(init.headers));
    const { id, method } = await new Response(init.body).json();
    return Response.json({ jsonrpc: '2.0', id, result: method === 'tools/list' ? { tools: [tool] } : { content: [] } });
  });
  const [client, near] = InMemoryTransport.createLinkedPair();
  const heard: JSONRPCMessage[] = [];
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's transports are no EventTargets
  client.onmessage = (message: JSONRPCMessage) => void heard.push(message);
  await client.start();
  await bridgeTransports(near, new StreamableHTTPClientTransport(new URL('http://gateway/mcp'), { fetch }));
  const ask = async (id: number, method: string, params: object, version = '2026-07-28'): Promise<void> => {
    const meta = { _meta: { [PROTOCOL_VERSION_META_KEY]: version } };
    await client.send({ jsonrpc: '2.0', id, method, params: { ...params, ...meta } });
    await vi.waitFor(() => expect(heard).toHaveLength(id));
  };
  await ask(1, 'tools/list', {});
  await ask(2, 'tools/call', { name: 'deploy', arguments: { region: 'Zürich' } });
  await ask(3, 'tools/call', { name: 'other', arguments: { region: 'eu' } });
  expect(sent.map((headers) => headers.get('mcp-param-region'))).toEqual([null, '=?base64?WsO8cmljaA==?=', null]);
  await client.close();
});
