import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawRequest } from '../harness/raw-request.ts';
import { initialize, modern, openSession, post } from './fixtures/edge-clients.ts';
import { startEdgeServer, type EdgeServer } from './fixtures/edge-server.ts';
import { createScriptedServer } from './fixtures/scripted-server.ts';
import { createUpstreamGateway } from './fixtures/upstream-gateway.ts';

let running: EdgeServer;
let url: string;
beforeAll(async () => {
  running = await startEdgeServer(createUpstreamGateway(createScriptedServer()));
  url = `${running.origin}/mcp`;
});
afterAll(async () => {
  await running?.[Symbol.asyncDispose]();
});

describe('who may come in', () => {
  const send = (headers: Record<string, string>) =>
    rawRequest(url, {
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: Buffer.from(JSON.stringify(initialize())),
    });
  const ada = { authorization: 'Bearer ada' };

  test.each([
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['the origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['a null origin', { origin: 'null' }],
    ['a name that could be made to point here', { host: 'evil.example' }],
    ['such a name as host and as origin', { host: 'evil.example', origin: 'http://evil.example' }],
  ])('%s is refused with 403, also with a good token', async (_what, headers) => {
    expect((await send({ ...ada, ...headers })).status).toBe(403);
  });

  test('the own origin is let in', async () => {
    expect((await send({ ...ada, origin: running.origin })).status).toBe(200);
  });

  test.each([
    ['none', {}, `Bearer resource_metadata=`],
    ['a wrong one', { authorization: 'Bearer wrong' }, `Bearer error="invalid_token", resource_metadata=`],
  ])('a token is needed: with %s the answer says where to get one', async (_what, headers, challenge) => {
    const { status, headers: answered } = await send(headers);
    expect(status).toBe(401);
    expect(answered['www-authenticate']).toBe(
      `${challenge}"${running.origin}/.well-known/oauth-protected-resource/mcp"`,
    );
  });

  test('a token in the address is refused', async () => {
    const response = await fetch(`${url}?access_token=ada`, { method: 'POST' });
    expect(response.status).toBe(401);
  });
});

describe('what is no message', () => {
  const deep = `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`;
  const padded = (bytes: number) => ({ ...initialize(), pad: 'x'.repeat(bytes) });
  test.each<[string, unknown, number, number]>([
    ['no JSON', '{"jsonrpc":', 400, -32_700],
    ['JSON that nests too deep', deep, 400, -32_700],
    ['a batch', [initialize()], 400, -32_600],
    ['an empty batch', [], 400, -32_600],
    ['a text', '"hello"', 400, -32_600],
    ['another version', { jsonrpc: '1.0', id: 1, method: 'ping' }, 400, -32_600],
    ['an id of 500 kB', { jsonrpc: '2.0', id: 'x'.repeat(500_000), method: 'ping' }, 400, -32_600],
    ['an id of 5 MB', { jsonrpc: '2.0', id: 'x'.repeat(5_000_000), method: 'ping' }, 413, -32_600],
    ['a body over 1 MiB', padded(1_100_000), 413, -32_600],
    ['a body over 16 MB', padded(16_100_000), 413, -32_600],
    ['params that are a list', { jsonrpc: '2.0', id: 1, method: 'ping', params: [] }, 400, -32_600],
  ])('%s is refused', async (_what, body, status, code) => {
    const answer = await post(url, body);
    expect({ status: answer.status, code: Object(answer.body['error']).code }).toEqual({ status, code });
  });

  test('a call may carry a file, and gets it through', async () => {
    const file = 'x'.repeat(3_000_000);
    const { body, headers } = modern('tools/call', { name: 'echo', arguments: { file } });
    const answer = await post(url, body, headers);
    expect(Object(answer.body['result']).structuredContent).toEqual({ file });
  });

  test('another content type is refused', async () => {
    expect((await post(url, initialize(), { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('other methods are refused', async () => {
    const headers = { authorization: 'Bearer ada' };
    expect((await fetch(url, { headers })).status).toBe(405);
    expect((await fetch(url, { headers, method: 'PUT' })).status).toBe(405);
  });
});

describe('headers that do not say what the body says', () => {
  const echo = modern('tools/call', { name: 'echo', arguments: {} });
  test.each<[string, Record<string, string>]>([
    ['another version', { 'mcp-protocol-version': '2025-11-25' }],
    ['another method', { 'mcp-method': 'tools/list' }],
    ['another tool', { 'mcp-name': 'hang' }],
    ['a name that is no Base64', { 'mcp-name': '=?base64?***?=' }],
    ['another name in Base64', { 'mcp-name': `=?base64?${Buffer.from('hang').toString('base64')}?=` }],
  ])('%s is refused with -32020', async (_what, headers) => {
    const { status, body } = await post(url, echo.body, { ...echo.headers, ...headers });
    expect({ status, id: body['id'], code: Object(body['error']).code }).toEqual({ status: 400, id: 7, code: -32_020 });
  });

  test.each(['mcp-protocol-version', 'mcp-method', 'mcp-name'])('a missing %s is refused', async (missing) => {
    const { [missing]: _, ...headers } = echo.headers;
    const { status, body } = await post(url, echo.body, headers);
    expect({ status, code: Object(body['error']).code }).toEqual({ status: 400, code: -32_020 });
  });

  test('the same name in Base64 is right', async () => {
    const name = `=?base64?${Buffer.from('echo').toString('base64')}?=`;
    expect((await post(url, echo.body, { ...echo.headers, 'mcp-name': name })).status).toBe(200);
  });
});

describe('versions and methods that nobody speaks', () => {
  test('a version from the future is answered with those we speak', async () => {
    const { body } = modern('tools/list');
    const text = JSON.stringify(body).replace('2026-07-28', '2030-01-01');
    const headers = { 'mcp-protocol-version': '2030-01-01', 'mcp-method': 'tools/list' };
    const answer = await post(url, text, headers);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: -32_022, data: { supported: ['2026-07-28'], requested: '2030-01-01' } } },
    });
  });

  test.each([
    'initialize',
    'ping',
    'logging/setLevel',
    'resources/subscribe',
    'tasks/get',
    'unknown/method',
    '__proto__',
  ])('%s does not exist in 2026-07-28', async (method) => {
    const { body, headers } = modern(method);
    const answer = await post(url, body, headers);
    expect(answer).toMatchObject({ status: 404, body: { id: 7, error: { code: -32_601 } } });
  });

  test('unknown methods of a session are answered in it', async () => {
    const session = await openSession(url);
    const answer = await post(url, { jsonrpc: '2.0', id: 1, method: 'unknown/method' }, session);
    expect(answer).toMatchObject({ status: 200, body: { id: 1, error: { code: -32_601 } } });
  });

  test.each(['test://nothing', 'new://gone'])(
    'a resource that is not there is named, with the code of each era (%s)',
    async (uri) => {
      const { body, headers } = modern('resources/read', { uri });
      expect((await post(url, body, headers)).body['error']).toMatchObject({ code: -32_602, data: { uri } });
      const read = { jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri } };
      const answer = await post(url, read, await openSession(url));
      expect(answer.body['error']).toMatchObject({ code: -32_002, data: { uri } });
    },
  );
});
