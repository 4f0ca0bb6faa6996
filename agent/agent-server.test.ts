import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { request as secureRequest, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { agentSocketPath } from '../infra/agent/agent-address.ts';
import { createAgentClient } from '../infra/agent/agent-client.ts';
import { serveAgent } from './agent-server.ts';
import { silentLog, startFixture, startTestAgent, testSpec } from './test-agent.ts';

const run = promisify(execFile);

/** A certificate for this machine, signed by an authority of its own. */
const makeCertificate = async (folder: string, name: string) => {
  const [ca, caKey, key, csr, cert, san] = ['ca', 'ca.key', 'key', 'csr', 'cert', 'san'].map((part) =>
    join(folder, `${name}.${part}`),
  );
  const file = (path: string | undefined): string => path ?? '';
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await run('openssl', [
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    file(caKey),
    '-out',
    file(ca),
    '-subj',
    `/CN=${name} CA`,
  ]);
  await run('openssl', ['req', ...newKey, '-keyout', file(key), '-out', file(csr), '-subj', '/CN=localhost']);
  await writeFile(file(san), 'subjectAltName=DNS:localhost');
  const signing = ['x509', '-req', '-in', file(csr), '-CA', file(ca), '-CAkey', file(caKey), '-CAcreateserial'];
  await run('openssl', signing.concat(['-out', file(cert), '-days', '2', '-extfile', file(san)]));
  const read = (path: string | undefined) => readFile(file(path), 'utf8');
  return { cert: await read(cert), key: await read(key), ca: await read(ca) };
};

/** What a request to the agent ends with. */
const ask = (send: typeof secureRequest, options: RequestOptions): Promise<string> =>
  new Promise((resolve) => {
    send({ ...options, path: '/health' }, (response) => resolve(`answered ${response.resume().statusCode}`))
      .on('error', () => resolve('refused'))
      .end();
  });

const post = (socketPath: string, path: string, body: string): Promise<{ status: number; reply: unknown }> =>
  new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method: 'POST' }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, reply: JSON.parse(text) }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

test('over TCP the agent serves those whose certificate its authority signed, and nobody else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tls-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [ours, strange] = [await makeCertificate(folder, 'ours'), await makeCertificate(folder, 'strange')];
  const { agent } = await startTestAgent();
  await using server = await serveAgent({ agent, address: { host: '127.0.0.1', port: 0, ...ours }, log: silentLog });
  const url = `https://localhost:${server.port}`;

  using client = createAgentClient({ target: { url, ...ours } });
  await using upstream = await startFixture({ client });
  expect(await upstream.request('tools/call', { name: 'echo', arguments: {} })).toBeDefined();

  using stranger = createAgentClient({ target: { url, ...strange, ca: ours.ca } });
  await expect(stranger.health()).rejects.toMatchObject({ code: 'agent_unreachable' });
  await expect(stranger.attach('mcp_one')).rejects.toMatchObject({ code: 'agent_unreachable' });
  using deceived = createAgentClient({ target: { url, ...ours, ca: strange.ca } });
  await expect(deceived.health()).rejects.toMatchObject({ code: 'agent_unreachable' });
  using elsewhere = createAgentClient({ target: { url: `https://127.0.0.1:${server.port}`, ...ours } });
  await expect(elsewhere.health()).rejects.toMatchObject({ code: 'agent_unreachable' });

  const { cert, key, ca } = ours;
  const target = { host: 'localhost', port: server.port, ca, agent: false };
  expect(await ask(secureRequest, { ...target, cert, key })).toBe('answered 200');
  expect(await ask(secureRequest, target)).toBe('refused');
  expect(await ask(request, target)).toBe('refused');
});

test('a spec that is not one is refused without its values', async () => {
  const { socketPath, client } = await startTestAgent();
  const spec = { ...testSpec({ environment: { KEY: 'very-secret' } }), id: '../../etc', extra: 1 };
  const { status, reply } = await post(socketPath, '/servers', JSON.stringify({ spec }));
  expect(status).toBe(400);
  expect(reply).toMatchObject({ failure: { code: 'validation_error' } });
  expect(JSON.stringify(reply)).not.toContain('very-secret');
  expect(await post(socketPath, '/servers', '{')).toMatchObject({ status: 400 });
  expect(await post(socketPath, '/elsewhere', '{}')).toMatchObject({ status: 404 });
  expect(await client.list()).toEqual([]);
});

test('an agent that is not there is unreachable at once', async () => {
  const started = await startTestAgent();
  await started.end();
  await expect(started.client.health()).rejects.toMatchObject({ code: 'agent_unreachable' });
  await expect(started.client.attach('mcp_one')).rejects.toMatchObject({ code: 'agent_unreachable' });
});

test('what is unknown is told apart', async () => {
  const { client } = await startTestAgent();
  expect(await client.describe('mcp_none')).toBeNull();
  await expect(client.attach('mcp_none')).rejects.toMatchObject({ code: 'mcp_server_not_found' });
  await expect(client.start('mcp_none', 1)).rejects.toMatchObject({ code: 'server_start_failed' });
  await client.create(testSpec());
  expect(await client.describe('mcp_one')).toMatchObject({ state: 'created', installation: 1 });
  await expect(client.attach('mcp_one')).rejects.toMatchObject({ code: 'mcp_server_not_running' });
  await client.stop('mcp_none');
  await client.remove('mcp_none');
});

test('a folder whose path is too long for a socket gets one that fits, the same for both sides', async () => {
  const base = await mkdtemp(join(tmpdir(), 'long-'));
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  const folder = join(base, 'f'.repeat(120));
  await mkdir(folder);
  expect(Buffer.byteLength(agentSocketPath(folder))).toBeLessThanOrEqual(107);
  expect(agentSocketPath(`${folder}/`)).toBe(agentSocketPath(folder));
  expect(agentSocketPath(base)).toBe(join(base, 'agent.sock'));
  const { client } = await startTestAgent({ folder });
  expect((await client.health()).version).toBe('1');
});
