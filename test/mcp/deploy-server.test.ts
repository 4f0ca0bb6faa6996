import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { mcpToolEndpoints } from '../../contracts/mcp-calls.ts';
import { auditEndpoints, mcpConnectionEndpoints, mcpDeploymentEndpoints } from '../../contracts/mcp-deployments.ts';
import type { McpDeployment } from '../../contracts/mcp-deployments.ts';
import type { McpServerSource } from '../../contracts/mcp-server-source.ts';
import { mcpServerEndpoints, NewMcpServer } from '../../contracts/mcp-servers.ts';
import { newServerRecord } from '../../domain/mcp/servers/new-server-record.ts';
import { refusal } from '../harness/calls-api.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { until } from '../harness/until.ts';

let running: TestPlatform;
let program: TestProgram;

/** A whole MCP server without a package: what is deployed must not need a registry. */
const serverProgram = `
import { createInterface } from 'node:readline';
const results = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'local-echo', version: '1.0.0' },
  }),
  ping: () => ({}),
  'tools/list': () => ({ tools: [{ name: 'echo', inputSchema: { type: 'object' } }] }),
};
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const result = results[method]?.(params ?? {});
  const error = { code: -32601, message: 'unknown' };
  console.log(JSON.stringify({ jsonrpc: '2.0', id, ...(result ? { result } : { error }) }));
});
`;
let localFolder: string;

beforeAll(async () => {
  localFolder = await mkdtemp(join(tmpdir(), 'throughline-local-'));
  await mkdir(join(localFolder, 'echo'));
  await writeFile(join(localFolder, 'echo', 'server.mjs'), serverProgram);
  await mkdir(join(localFolder, 'poem'));
  await writeFile(join(localFolder, 'poem', 'poem.mjs'), 'console.log("Roses are red");');
  running = await startTestPlatform({ MCP_LOCAL_FOLDER: localFolder });
  program = await running.program();
});
afterAll(async () => {
  await running?.[Symbol.asyncDispose]();
  await rm(localFolder, { recursive: true, force: true });
});

const over = (deploymentId: string): Promise<McpDeployment> =>
  until(
    'the end of the deployment',
    async () => {
      const found = await program.call(mcpDeploymentEndpoints.get, { params: { id: deploymentId } });
      return found.state !== 'running' && found;
    },
    { timeoutMs: 150_000, everyMs: 250 },
  );

test('a server is deployed into the sandbox, tested, connected, watched, stopped, started and removed', async () => {
  const source: McpServerSource = { kind: 'local', folder: 'echo', program: 'node', args: ['server.mjs'] };
  const body = { name: 'everything', title: 'Everything', source, runtime: 'process' } as const;
  const started = await program.call(mcpServerEndpoints.deploy, { body: { ...body, secrets: { TOKEN: 'canary-1' } } });
  const params = { id: started.server.id };
  const deployment = await over(started.deploymentId);
  expect(deployment).toMatchObject({ state: 'succeeded', cause: null });
  const server = await program.call(mcpServerEndpoints.get, { params });
  expect(server).toMatchObject({ state: 'running', health: 'healthy', secretNames: ['TOKEN'] });
  const { lines } = await program.call(mcpDeploymentEndpoints.logs, { params: { id: deployment.id } });
  expect(lines.length).toBeGreaterThan(3);

  const { items: tools } = await program.call(mcpServerEndpoints.tools, { params });
  expect(tools.map(({ name }) => name)).toContain('everything__echo');
  expect(server.toolCount).toBe(tools.length);
  const curated = { ...params, tool: 'echo' };
  const hidden = await program.call(mcpServerEndpoints.curateTool, { params: curated, body: { hidden: true } });
  expect(hidden).toMatchObject({ hidden: true, state: 'approved' });

  const tested = await program.call(mcpConnectionEndpoints.test, { params });
  expect(tested).toMatchObject({ ok: true, attempts: 1, cause: null, toolCount: tools.length });
  expect(tested.capabilities).toContain('tools');
  const connect = { body: { agent: 'assistant', serverId: server.id } };
  const connection = await program.call(mcpConnectionEndpoints.connect, connect);
  await expect(program.call(mcpConnectionEndpoints.connect, connect)).rejects.toMatchObject({
    status: 409,
    code: 'mcp_connection_exists',
  });
  await program.call(mcpConnectionEndpoints.disconnect, { params: { id: connection.id } });

  const seen = await until(
    'the status schedule',
    async () => (await program.call(mcpConnectionEndpoints.health, { params })).items[0],
    { everyMs: 1_000 },
  );
  expect(seen).toMatchObject({ health: 'healthy' });

  expect(await program.call(mcpServerEndpoints.stop, { params })).toMatchObject({ state: 'stopped' });
  await expect(program.call(mcpConnectionEndpoints.connect, connect)).rejects.toMatchObject({
    code: 'mcp_server_not_running',
  });
  expect(await program.call(mcpServerEndpoints.start, { params })).toMatchObject({ state: 'running' });

  const { deploymentId } = await program.call(mcpServerEndpoints.remove, { params });
  expect(await over(deploymentId)).toMatchObject({ state: 'succeeded', kind: 'remove' });
  await expect(program.call(mcpServerEndpoints.get, { params })).rejects.toMatchObject({ status: 404 });

  const audited = await program.call(auditEndpoints.list);
  expect(audited.items.map(({ action }) => action)).toEqual([
    'mcp_server.remove',
    'mcp_server.start',
    'mcp_server.stop',
    'mcp_connection.disconnect',
    'mcp_connection.connect',
    'mcp_tool.curate',
    'mcp_server.deploy',
    'service_account.create',
  ]);
  expect(JSON.stringify(audited)).not.toContain('canary-1');
}, 400_000);

test('a program that speaks no MCP is named, and leaves nothing', async () => {
  const source: McpServerSource = { kind: 'local', folder: 'poem', program: 'node', args: ['poem.mjs'] };
  const started = await program.call(mcpServerEndpoints.deploy, {
    body: { name: 'nothing', title: 'Nothing', source, runtime: 'process' },
  });
  const failed = await over(started.deploymentId);
  expect(failed.state).toBe('failed');
  expect(['server_start_failed', 'handshake_failed']).toContain(failed.cause?.code);
  await expect(program.call(mcpServerEndpoints.get, { params: { id: started.server.id } })).rejects.toMatchObject({
    status: 404,
  });
  const german = await fetch(`${running.url}/api/mcp_deployment/${failed.id}`, {
    headers: { ...program.headers, 'accept-language': 'de' },
  });
  expect(await german.text()).toMatch(/endete direkt nach dem Start|spricht aber kein MCP/);
}, 200_000);

/** A server elsewhere as it is stored, with its tools: there is nobody elsewhere to deploy it from. */
const storeServer = async (
  workspaceId: string,
  name: string,
  tools: readonly string[],
  {
    source = { kind: 'url', url: `https://${name}.example/mcp` },
    state = 'stopped',
    renamed = {},
  }: { source?: object; state?: 'stopped' | 'running'; renamed?: Record<string, string> } = {},
): Promise<string> => {
  const wanted = NewMcpServer.parse({ name, title: name, source, runtime: 'remote' });
  const record = newServerRecord({ id: 'test', workspaceId }, wanted, null, new Date());
  const rules = Object.entries(renamed).map(([tool, to]) => [tool, { hidden: false, rename: to, approvedHash: null }]);
  await running.stores.mcpServers.insert({
    ...record,
    server: { ...record.server, state },
    definitions: {
      tools: tools.map((tool) => ({ name: tool, inputSchema: { type: 'object' } })),
      resources: [],
      resourceTemplates: [],
      prompts: [],
      capabilities: {},
      instructions: null,
    },
    toolRules: Object.fromEntries(rules),
  });
  return record.server.id;
};

test('an address that is not public becomes no server, and one that stands there already is not called', async () => {
  const { call, workspaceId } = await running.program();
  let reached = 0;
  const canary = createServer((socket) => {
    reached += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void canary.close());
  await once(canary, 'listening');
  const address = canary.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const hosts = ['127.0.0.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost', '127.1'];
  const sources = hosts.map((host) => ({ kind: 'url', url: `http://${host}:${port}/mcp` }) as const);
  const id = await storeServer(workspaceId, 'far', ['read']);
  const refused = { status: 400, code: 'url_not_allowed' };
  for (const source of sources) {
    const body = { name: 'inside', title: 'Inside', source, runtime: 'remote' } as const;
    await expect(call(mcpServerEndpoints.deploy, { body })).rejects.toMatchObject(refused);
    const change = { params: { id }, body: { revision: 1, source } };
    await expect(call(mcpServerEndpoints.update, change)).rejects.toMatchObject(refused);
  }
  expect((await call(mcpServerEndpoints.list)).items.map(({ name }) => name)).toEqual(['far']);

  const inside = sources.flatMap((source, index) =>
    (['auto', 'sse', 'tool-http'] as const).map((transport) => ({
      name: `in-${index}-${transport}`,
      source,
      transport,
    })),
  );
  const ids: string[] = [];
  for (const { name, source, transport } of inside)
    ids.push(await storeServer(workspaceId, name, ['read'], { source: { ...source, transport }, state: 'running' }));
  for (const { name } of inside) {
    const told = await refusal(call(mcpToolEndpoints.execute, { body: { tool: `${name}__read` } }));
    expect(told).toMatch(/^(?:400 url_not_allowed|503 mcp_server_unavailable)$/);
  }
  // By the worker, too.
  expect(await call(mcpConnectionEndpoints.test, { params: { id: ids[0] ?? '' } })).toMatchObject({ ok: false });
  expect(reached).toBe(0);
});

test.each([
  ['a tool of another server', 'other__read'],
  ["an admin's name for one", 'chosen'],
  ["a tool of the server's own", 'files__write'],
  ['one of our own tools', 'generate_quote'],
  ['the search', 'search_tools'],
  ['calls of what was found', 'call_tool'],
])('a tool takes no name that somebody has: %s', async (_, rename) => {
  const { call, workspaceId } = await running.program();
  await storeServer(workspaceId, 'other', ['read', 'list'], { renamed: { list: 'chosen' } });
  const id = await storeServer(workspaceId, 'files', ['read', 'write']);
  const curate = (body: { rename: string }) =>
    call(mcpServerEndpoints.curateTool, { params: { id, tool: 'read' }, body });
  await expect(curate({ rename })).rejects.toMatchObject({ status: 409, code: 'mcp_tool_name_taken' });
  const { items } = await call(mcpServerEndpoints.tools, { params: { id } });
  expect(items.map(({ name }) => name)).toEqual(['files__read', 'files__write']);
  expect(await curate({ rename: 'read_file' })).toMatchObject({ name: 'read_file', originalName: 'read' });
});

test('a config is read without adding anything', async () => {
  const { items } = await program.call(mcpServerEndpoints.list);
  expect(items).toEqual([]);
  const config = JSON.stringify({ mcpServers: { time: { command: 'uvx', args: ['mcp-server-time==2026.10.19'] } } });
  const read = await program.call(mcpServerEndpoints.importConfig, { body: { config } });
  expect(read.servers[0]).toMatchObject({ name: 'time', source: { kind: 'pypi', version: '2026.10.19' } });
  expect((await program.call(mcpServerEndpoints.list)).items).toEqual([]);
});
