import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allEndpoints, type NamedEndpoint } from '../../contracts/api.ts';
import { customerEndpoints } from '../../contracts/customers.ts';
import { mcpLogEndpoints, mcpTaskEndpoints, mcpToolEndpoints } from '../../contracts/mcp-calls.ts';
import { externalMcpClientEndpoints } from '../../contracts/mcp-clients.ts';
import { mcpConnectionEndpoints } from '../../contracts/mcp-deployments.ts';
import { mcpServerEndpoints } from '../../contracts/mcp-servers.ts';
import { newId } from '../../domain/new-id.ts';
import { catalogEndpoints } from '../../contracts/catalog.ts';
import { serviceAccountEndpoints } from '../../contracts/identity.ts';
import { Role, rolePermissions } from '../../contracts/access.ts';
import { fixtureFolder, runFixtureServer } from '../harness/fixture-server.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';
import { until } from '../harness/until.ts';
import { importSampleCatalogue, quoteOf, readDocument, sendFile, uploadSample } from '../harness/requests.ts';

let running: TestPlatform;
let local: Awaited<ReturnType<typeof fixtureFolder>>;
let victim: TestProgram;
let attacker: TestProgram;
/** Ids of the victim by the name of the path parameter and noun. */
let ids: Record<string, string>;

beforeAll(async () => {
  local = await fixtureFolder();
  running = await startTestPlatform({ MCP_LOCAL_FOLDER: local.path });
  [victim, attacker] = [await running.program(), await running.program()];
  await importSampleCatalogue(running.url, victim);
  const upload = await uploadSample(running.url, victim, 'tannhofer.xlsx');
  await readDocument(victim, upload.documentId);
  const quote = await quoteOf(victim, upload.documentId);
  const { items: products } = await victim.call(catalogEndpoints.list);
  const { items: customers } = await victim.call(customerEndpoints.list);
  const { items: accounts } = await victim.call(serviceAccountEndpoints.list);
  const priceList = new TextEncoder().encode('sku,name,price,unit\nX-1,Thing,1.00,pcs\n');
  const started = await sendFile(running.url, catalogEndpoints.startImport.path, victim, 'list.csv', priceList);
  ids = {
    documents: upload.documentId,
    files: upload.id,
    quotes: quote.id,
    lineId: quote.lines[0]?.id ?? '',
    'catalog/products': products[0]?.id ?? '',
    'catalog/imports': catalogEndpoints.startImport.reply.parse(await started.json()).id,
    customers: customers[0]?.id ?? '',
    'service-accounts': accounts[0]?.id ?? '',
    // Nobody is a user here, and sessions belong to users: ids of the right form that are not the caller's.
    users: 'usr_00000000000000000000000000',
    'auth/sessions': 'ses_00000000000000000000000000',
    'operations/workflows': `document-${upload.documentId}`,
    index: '0',
    ...(await mcpIds(victim)),
  };
});
afterAll(async () => {
  await running?.[Symbol.asyncDispose]();
  await local?.[Symbol.asyncDispose]();
});

/** A server, a durable call, its line in the log, and a client: by their nouns in the contracts. */
/** A person's sign-in elsewhere, as it is stored: there is nobody elsewhere to sign in at. */
const authorizationOf = async ({ workspaceId }: TestProgram): Promise<string> => {
  const id = newId('aut');
  const nothing = {
    pendingHash: null,
    pendingUntil: null,
    scope: null,
    wantedScope: null,
    authorizedAt: null,
    refreshingUntil: null,
  };
  const userId = newId('usr');
  const whose = { id, workspaceId, userId, url: 'https://elsewhere.example/mcp', sealed: 'sealed', revision: 1 };
  await running.stores.mcpAuthorizations.insert({ ...nothing, ...whose, isAuthorized: true });
  return id;
};

const mcpIds = async (program: TestProgram): Promise<Record<string, string>> => {
  const { id: serverId } = await runFixtureServer(running, program, 'mine');
  const task = await program.call(mcpTaskEndpoints.create, { body: { tool: 'mine__echo' } });
  const entry = await until('the log entry', async () => {
    const { items } = await program.call(mcpLogEndpoints.list, { query: { target: 'mine__echo' } });
    return items[0];
  });
  const { client } = await program.call(externalMcpClientEndpoints.create, { body: { name: 'Mine', kind: 'claude' } });
  const { deploymentId } = await program.call(mcpServerEndpoints.redeploy, { params: { id: serverId }, body: {} });
  return {
    mcp_server: serverId,
    mcp_deployment: deploymentId,
    // Nobody is connected here.
    mcp_connection: 'con_00000000000000000000000000',
    mcp_authorization: await authorizationOf(program),
    'mcp-tasks': task.id,
    'mcp-log': entry.id,
    'mcp-tools': 'mine__echo',
    'external-mcp-clients': client.id,
  };
};

/** A body that the schema accepts, so that an answer of 404 is about the id and not about the body. */
const bodies = (): Record<string, unknown> => ({
  'catalog.update': { version: 1, name: 'Mine now' },
  'catalog.remapImport': { defaults: { unit: 'pcs' } },
  'customers.update': { version: 1, name: 'Mine now' },
  'mcp-tasks.answer': { inputResponses: {} },
  'mcp-servers.update': { revision: 1, title: 'Mine now' },
  'mcp-servers.curateTool': { hidden: true },
  'mcp-servers.approveTools': { tools: [{ name: 'echo', hash: '0'.repeat(64) }] },
  'operations.retryStep': { runId: 'x' },
  'operations.cancel': { runId: 'x' },
  'quotes.update': { version: 1, reference: 'mine' },
  'quotes.changeLine': { version: 1, excluded: true },
  'quotes.addLine': { version: 1, productId: ids['catalog/products'], quantity: '1' },
  'quotes.confirm': { version: 1 },
  'users.update': { version: 1, name: 'Mine now' },
});

const addressOf = ({ noun: ofContract, endpoint }: NamedEndpoint): string =>
  endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const noun = /^\/api\/(?:v1\/)?((?:catalog|auth|operations)\/[\w-]+|[\w-]+)/.exec(endpoint.path)?.[1] ?? '';
    return encodeURIComponent(ids[name] ?? ids[noun] ?? ids[ofContract] ?? 'missing');
  });

const send = (program: TestProgram, named: NamedEndpoint): Promise<Response> => {
  const body = bodies()[`${named.noun}.${named.name}`] ?? {};
  const isRead = named.endpoint.method === 'get';
  return fetch(running.url + addressOf(named), {
    method: named.endpoint.method.toUpperCase(),
    headers: { ...program.headers, ...(!isRead && { 'content-type': 'application/json' }) },
    ...(!isRead && { body: JSON.stringify(body) }),
  });
};

const withIds = (): NamedEndpoint[] => allEndpoints().filter(({ endpoint }) => endpoint.path.includes('/:'));

test('another workspace’s id answers 404 on every route, and changes nothing', async () => {
  const before = await victim.call(catalogEndpoints.get, { params: { id: ids['catalog/products'] ?? '' } });
  const answers = new Map<string, number>();
  for (const named of withIds())
    answers.set(`${named.endpoint.method} ${named.endpoint.path}`, (await send(attacker, named)).status);
  expect(Object.fromEntries([...answers].filter(([, status]) => status !== 404))).toEqual({});
  expect(await victim.call(catalogEndpoints.get, { params: { id: before.id } })).toEqual(before);
  // The same requests are understood when they come from the owner: the 404 is about whose id it is.
  const reads = withIds().filter(({ endpoint, noun }) => endpoint.method === 'get' && noun !== 'operations');
  for (const named of reads) expect([named.name, (await send(victim, named)).status]).not.toEqual([named.name, 404]);
});

test('ids of another workspace inside a body are unknown too', async () => {
  const bodies = [
    ['/api/v1/quotes', { documentId: ids.documents }],
    [mcpToolEndpoints.execute.path, { tool: 'mine__echo' }],
    [mcpTaskEndpoints.create.path, { tool: 'mine__echo' }],
    [mcpConnectionEndpoints.connect.path, { agent: 'assistant', serverId: ids.mcp_server }],
    [externalMcpClientEndpoints.create.path, { name: 'Theirs', kind: 'claude', server: 'mine' }],
  ] as const;
  for (const [path, body] of bodies) {
    const { status } = await fetch(running.url + path, {
      method: 'POST',
      headers: { ...attacker.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([path, status]).toEqual([path, 404]);
  }
});

test('lists and searches show the own workspace only', async () => {
  for (const path of ['documents', 'quotes', 'customers', 'catalog/products', 'search?q=cable', 'service-accounts']) {
    const response = await fetch(`${running.url}/api/v1/${path}`, { headers: attacker.headers });
    const text = await response.text();
    expect(response.status).toBe(200);
    for (const id of Object.values(ids).filter((each) => each.includes('_'))) expect(text).not.toContain(id);
  }
});

test('sockets join no subject of another workspace', async () => {
  const socket = io(running.url, { transports: ['websocket'], extraHeaders: attacker.headers, forceNew: true });
  const subjects = [
    `document:${ids.documents}`,
    `quote:${ids.quotes}`,
    `task:${ids['mcp-tasks']}`,
    `deployment:${ids['mcp_deployment']}`,
    `workflow:document-${ids.documents}`,
    `workflow:deployment-${ids['mcp_deployment']}`,
  ];
  for (const subject of subjects)
    expect(await socket.emitWithAck('join', { subject })).toMatchObject({ error: { code: 'subject_not_found' } });
  socket.disconnect();
  for (const subject of subjects) {
    const response = await fetch(`${running.url}/api/v1/events?subject=${subject}`, { headers: attacker.headers });
    expect(response.status).toBe(404);
  }
});

test('an upload of another workspace cannot be seen, continued or ended', async () => {
  const created = await fetch(`${running.url}/api/v1/files/tus`, {
    method: 'POST',
    headers: {
      ...victim.headers,
      'tus-resumable': '1.0.0',
      'upload-length': '11',
      'upload-metadata': `filename ${btoa('a.txt')}`,
    },
  });
  expect(created.status).toBe(201);
  const address = new URL(created.headers.get('location') ?? '', running.url);
  const attempt = (method: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(address, {
      method,
      headers: { ...attacker.headers, 'tus-resumable': '1.0.0', ...headers },
      ...(body && { body }),
    });
  expect((await attempt('HEAD')).status).toBe(404);
  const patch = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  expect((await attempt('PATCH', patch, 'hello world')).status).toBe(404);
  expect((await attempt('DELETE')).status).toBe(404);
  const head = await fetch(address, { method: 'HEAD', headers: { ...victim.headers, 'tus-resumable': '1.0.0' } });
  expect(head.headers.get('upload-offset')).toBe('0');
});

test.each(Role.options)('a program with the role %s may do exactly what the declaration says', async (role) => {
  const program = await running.program({ role });
  const granted = new Set<string>(rolePermissions[role]);
  for (const named of allEndpoints()) {
    const { access } = named.endpoint;
    if (access === 'public' || access === 'signed-in') continue;
    const { status } = await send(program, named);
    expect([named.endpoint.path, status === 403]).toEqual([named.endpoint.path, !granted.has(access)]);
  }
});

test('without a credential every protected route answers 401', async () => {
  for (const named of allEndpoints()) {
    if (named.endpoint.access === 'public') continue;
    const response = await fetch(running.url + addressOf(named), { method: named.endpoint.method.toUpperCase() });
    expect([named.endpoint.path, response.status]).toEqual([named.endpoint.path, 401]);
  }
});
