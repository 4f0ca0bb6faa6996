import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Permission } from '../../contracts/access.ts';
import { fileEndpoints } from '../../contracts/documents.ts';
import { createIdentityCrypto } from '../../infra/crypto/identity-crypto.ts';
import { badTokens } from '../builders/bad-tokens.ts';
import { findInFiles } from '../harness/find-in-files.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { quoteOf, readDocument, sendFile, uploadBytes } from '../harness/requests.ts';
import { createTestBrowser } from '../harness/test-browser.ts';

const tokenSecret = 'a token secret that only this test uses 0815';
const timeout = 160_000;
let running: TestPlatform;
let program: TestProgram;
let other: TestProgram;

beforeAll(async () => {
  running = await startTestPlatform({ TOKEN_SECRET: tokenSecret });
  [program, other] = [await running.program(), await running.program()];
});
afterAll(() => running?.[Symbol.asyncDispose]());

const ErrorBody = z.object({ error: z.object({ code: z.string() }) });
const bytesOf = (text: string) => new TextEncoder().encode(text);

const post = async (path: string, rawBody: string, headers: Record<string, string>) => {
  const response = await fetch(running.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: rawBody,
  });
  const body: unknown = await response.json().catch(() => null);
  return { status: response.status, code: ErrorBody.safeParse(body).data?.error.code };
};

/** A program that holds one permission, in the workspace of the first program. */
const lesser = (permission: Permission) => running.program({ workspace: 'Workspace 1', permissions: [permission] });

test('whoever may manage users gives no role that allows more than they may do', async () => {
  const manager = await lesser('users:manage');
  const invite = (roles: string[], headers: Record<string, string>) =>
    post('/api/v1/users', JSON.stringify({ email: 'mallory@x.example', name: 'M', roles }), headers);
  expect(await invite(['admin'], manager.headers)).toEqual({ status: 403, code: 'forbidden' });
  expect(await invite(['sales'], manager.headers)).toEqual({ status: 403, code: 'forbidden' });
  expect((await invite(['sales'], program.headers)).status).toBe(201);
});

test('a lesser program neither promotes nor changes somebody who may do more', async () => {
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string(), version: z.number() })) })
    .parse(await (await fetch(`${running.url}/api/v1/users`, { headers: program.headers })).json());
  const [user] = items;
  const manager = await lesser('users:manage');
  for (const change of [{ roles: ['admin'] }, { name: 'Renamed' }, { disabled: true }]) {
    const answer = await fetch(`${running.url}/api/v1/users/${user?.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', ...manager.headers },
      body: JSON.stringify({ version: user?.version, ...change }),
    });
    expect([change, answer.status]).toEqual([change, 403]);
  }
});

test.each([5_000, 200_000])('a body nested %i deep is refused, with and without an idempotency key', async (depth) => {
  const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  for (const body of [deep, `{"name":${deep}}`]) {
    const headers = { ...program.headers, 'idempotency-key': `deep-${depth}-${body.length}` };
    expect((await post('/api/v1/customers', body, program.headers)).status).toBe(400);
    expect((await post('/api/v1/customers', body, headers)).status).toBe(400);
  }
});

test('no answer about a caller is kept by a cache, and no foreign page may read an upload’s', async () => {
  for (const path of ['/api/v1/customers', '/api/v1/documents', '/api/v1/catalog/products', '/api/v1/quotes']) {
    const answer = await fetch(running.url + path, { headers: program.headers });
    expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
  }
  for (const method of ['OPTIONS', 'POST']) {
    const answer = await fetch(`${running.url}/api/v1/files/tus`, {
      method,
      headers: { ...program.headers, origin: 'https://evil.example', 'tus-resumable': '1.0.0', 'upload-length': '5' },
    });
    expect([method, answer.headers.get('access-control-allow-origin')]).toEqual([method, null]);
  }
});

test('a file whose name and content are an attack comes back as bytes to save', async () => {
  const name = '../../<script>alert(1)</script>\u202Egnp.html"; x="\r\nX-Evil: 1';
  const { id } = await uploadBytes(running.url, program, name, bytesOf('<html><script>alert(1)</script></html>'));
  const path = fileEndpoints.download.path.replace(':id', id);
  const answer = await fetch(running.url + path, { headers: program.headers });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment; filename="[^"\\/]*"; filename\*=UTF-8''[\w%.~!-]*$/),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  expect(answer.headers.get('x-evil')).toBeNull();
});

test('a hostile file and a hostile price list hold nobody up', { timeout }, async () => {
  const endless = await uploadBytes(running.url, other, 'dots.txt', bytesOf(`Request\n${'.'.repeat(1_000_000)}x 5\n`));
  const cell = `${'-'.repeat(60_000)}x 5`;
  const list = sendFile(
    running.url,
    '/api/v1/catalog/imports',
    other,
    'list.csv',
    bytesOf(`x,y,z\n${`${'a'.repeat(60_000)},${cell},1\n`.repeat(20)}`),
  );
  await fetch(`${running.url}/api/v1/customers`, { headers: program.headers });
  await list;
  const request = await uploadBytes(
    running.url,
    program,
    'request.txt',
    bytesOf('10 x Hammer 300 g\n5 x Saw\n3 x File\n'),
  );
  expect((await readDocument(program, request.documentId)).state).toBe('ready');
  await readDocument(other, endless.documentId);
});

test('a token that is not right opens no door: REST, upload, download, events, MCP, sockets', { timeout }, async () => {
  const { tokens, refreshTokens } = await createIdentityCrypto(tokenSecret, () => new Date());
  const { workspaceId } = program;
  const [nobody, sessionId] = ['usr_00000000000000000000000000', 'ses_00000000000000000000000000'];
  const user = tokens.signUser({ userId: nobody, workspaceId, sessionId, generation: 1 }, new Date()).token;
  const bad = badTokens(
    {
      secret: tokenSecret,
      user,
      service: program.token,
      internal: tokens.signInternal().token,
      refresh: refreshTokens.issue({ sessionId, workspaceId, generation: 1 }),
      other: { userId: nobody, sessionId, workspaceId: other.workspaceId },
    },
    Date.now(),
  );
  const doors = [
    ['GET', '/api/v1/customers'],
    ['GET', '/api/v1/events?subject=workspace'],
    ['GET', '/api/v1/files/download/fil_00000000000000000000000000'],
    ['POST', '/api/v1/files/upload'],
    ['POST', '/api/v1/files/tus'],
    ['POST', '/api/v1/mcp/execute'],
    ['POST', '/mcp'],
    ['GET', '/mcp'],
    ['POST', '/mcp_proxy/sales'],
  ] as const;
  const opened: string[] = [];
  for (const [kind, token] of Object.entries(bad)) {
    const headers = { authorization: `Bearer ${token}` };
    for (const [method, path] of doors) {
      const { status } = await fetch(running.url + path, { method, headers });
      if (status !== 401) opened.push(`${kind}: ${path} ${status}`);
    }
    if ((await handshake(headers)) !== 'invalid_token') opened.push(`${kind}: socket`);
    if ((await handshake({ cookie: `tl_access=${token}` })) !== 'invalid_token') opened.push(`${kind}: socket, cookie`);
    for (const credential of [headers, { cookie: `tl_access=${token}`, origin: running.url }])
      if ((await atOrchestrator(credential)) !== 401) opened.push(`${kind}: orchestrator`);
    const { status } = await post('/internal/events', '{"notices":[]}', headers);
    if (kind !== 'internal token' && status !== 401) opened.push(`${kind}: internal ${status}`);
  }
  expect(opened).toEqual([]);
  expect((await post('/internal/events', '{"notices":[]}', program.headers)).status).toBe(401);
  expect([await handshake(program.headers), await atOrchestrator(program.headers)]).toEqual(['connected', 'connected']);
  expect(await handshake({ ...program.headers, origin: 'https://evil.example' })).not.toBe('connected');
});

/** The status of a refused upgrade. */
const atOrchestrator = (headers: Record<string, string>): Promise<number | 'connected' | undefined> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${running.url.replace('http', 'ws')}/orchestrator`, { headers });
    socket.on('error', () => undefined);
    socket.once('open', () => {
      socket.terminate();
      resolve('connected');
    });
    socket.once('unexpected-response', (_request, response) => {
      socket.terminate();
      resolve(response.statusCode);
    });
  });

const handshake = (extraHeaders: Record<string, string>): Promise<string> =>
  new Promise((resolve) => {
    const socket = io(running.url, { extraHeaders, reconnection: false, transports: ['websocket'] });
    const end = (outcome: string) => {
      socket.close();
      resolve(outcome);
    };
    socket.on('connect', () => end('connected'));
    socket.on('connect_error', (error) => end(CodeOfHandshake.safeParse(error).data?.data.code ?? 'refused'));
  });
const CodeOfHandshake = z.object({ data: z.object({ code: z.string() }) });

/** Secrets seen at the doors, by name. What a store keeps of them is a hash, or sealed. */
const leaveCanaries = async (): Promise<Record<string, string>> => {
  const link = await running.firstAdminLink('Canaries');
  const linkToken = link.split('/').at(-1) ?? '';
  const password = 'Canary-Password-7731';
  const browser = createTestBrowser(running.url);
  const email = 'canary@x.example';
  await browser.send('POST', '/api/v1/auth/links/accept', { body: { token: linkToken, name: 'C', password, email } });
  const wrongPassword = 'Canary-Wrong-9917';
  await browser.send('POST', '/api/v1/auth/login', { body: { email, password: wrongPassword } });
  await post('/api/v1/auth/login', `{"email":"${email}","password":"Canary-Broken-5512`, {});
  const created = await fetch(`${running.url}/api/v1/service-accounts`, {
    method: 'POST',
    headers: { ...program.headers, 'content-type': 'application/json', 'idempotency-key': 'canary' },
    body: JSON.stringify({ name: 'C', permissions: ['quotes:read'], expiresAt: null }),
  });
  const { secret } = z.object({ secret: z.string() }).parse(await created.json());
  return {
    tokenSecret,
    linkToken,
    password,
    wrongPassword,
    brokenPassword: 'Canary-Broken-5512',
    access: browser.cookies.get('tl_access') ?? '',
    refresh: browser.cookies.get('tl_refresh') ?? '',
    serviceToken: program.token,
    serviceSecret: secret,
  };
};

test('no secret is in a log, the database or a workflow’s history', { timeout }, async () => {
  const canaries = await leaveCanaries();
  expect(Object.entries(canaries).filter(([, value]) => value.length < 10)).toEqual([]);
  const upload = await uploadBytes(running.url, program, 'c.txt', bytesOf('7 x Canary-Article\n8 x Saw\n9 x File\n'));
  await quoteOf(program, upload.documentId);

  const found = await findInFiles(running.platform.dataDir, { ...canaries, upload: upload.documentId });
  expect(found.filter(({ name }) => name !== 'upload')).toEqual([]);
  // The search sees what is stored: an id that belongs there is found in each of the three.
  const seen = found.map(({ path }) => path.split('/')[0]);
  expect(seen).toEqual(expect.arrayContaining(['logs', 'temporal', 'mongo']));
});
