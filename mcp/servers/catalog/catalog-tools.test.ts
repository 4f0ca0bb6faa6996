import { createServer, type IncomingMessage } from 'node:http';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { afterEach, expect, test } from 'vitest';
import { createCaller } from '../../../contracts/kernel/client.ts';
import { registerCatalogTools } from './catalog-tools.ts';

const productId = `prd_${'0'.repeat(26)}`;
const importId = `imp_${'0'.repeat(26)}`;
const productPath = `/api/v1/catalog/products/${productId}`;
const importPath = `/api/v1/catalog/imports/${importId}`;
const now = '2026-01-02T03:04:05.000Z';

const fields = { sku: 'A-1', name: 'Tape', unit: 'pcs', price: '12.50', currency: 'EUR' };
const product = {
  id: productId,
  ...fields,
  brand: null,
  modelNumber: null,
  gtin: null,
  category: null,
  description: null,
  taxCategory: 'S',
  taxRate: '19',
  active: true,
  createdAt: now,
  updatedAt: now,
  version: 3,
};

const counts = { rows: 3, create: 1, update: 1, unchanged: 0, invalid: 1, applied: 0 };
const draft = {
  id: importId,
  fileName: 'prices.csv',
  state: 'draft',
  createdAt: now,
  counts,
  columns: [{ name: 'SKU', samples: ['A-1'] }],
  mapping: { sku: 0, price: 1 },
  defaults: { currency: 'EUR', taxRate: '19', unit: 'pcs' },
  errors: [{ row: 4, field: 'price', message: 'is not a number' }],
};
const applying = { ...draft, state: 'applying' };
const applied = { ...draft, state: 'applied', counts: { ...counts, applied: 2 } };

interface Sent {
  request: string;
  body: string;
  headers: IncomingMessage['headers'];
}
type Reply = readonly [status: number, body: unknown];

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A client of the tools over a REST server that gives each request its next reply, the last one again and again. */
const connect = async (replies: Readonly<Record<string, readonly Reply[]>> = {}) => {
  const sent: Sent[] = [];
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const name = `${request.method} ${request.url}`;
    const known = replies[name] ?? [[404, 'no such path']];
    const nth = sent.filter((each) => each.request === name).length;
    sent.push({ request: name, body: Buffer.concat(chunks).toString('utf8'), headers: request.headers });
    const [status, body] = known[Math.min(nth, known.length - 1)] ?? [500, null];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => http.close(resolve)));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const headers = () => Promise.resolve({ authorization: 'Bearer secret' });

  const server = new McpServer({ name: 'catalog', version: '1.0.0' });
  registerCatalogTools(server, { call: createCaller({ origin, headers }), origin, headers });
  const client = new Client({ name: 'test', version: '1.0.0' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  cleanups.push(() => client.close());
  const use = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });
  return { client, use, sent, requests: () => sent.map(({ request }) => request) };
};

const conflict: Reply = [
  409,
  { error: { code: 'version_conflict', message: 'Somebody else changed this.', details: {}, recovery: 'Reload it.' } },
];

test('five tools are listed with schemas and honest annotations', async () => {
  const { client } = await connect();
  const { tools } = await client.listTools();
  const hints = Object.fromEntries(
    tools.map(({ name, annotations: hint }) => [
      name,
      [hint?.readOnlyHint, hint?.destructiveHint, hint?.idempotentHint, hint?.openWorldHint],
    ]),
  );
  expect(hints).toEqual({
    list_products: [true, false, true, false],
    create_product: [false, false, false, false],
    update_product: [false, true, true, false],
    delete_product: [false, true, true, false],
    create_from_file: [false, true, false, false],
  });
  for (const tool of tools) {
    expect(tool.title).toBeTruthy();
    expect(tool.description).toBeTruthy();
    expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(tool.outputSchema).toMatchObject({ type: 'object' });
  }
  const inputs = Object.fromEntries(tools.map(({ name, inputSchema }) => [name, inputSchema]));
  expect(Object.keys(inputs['list_products']?.properties ?? {}).sort()).toEqual(['cursor', 'limit', 'search']);
  expect(inputs['create_product']?.required).toEqual(['sku', 'name', 'unit', 'price', 'currency']);
  expect(inputs['create_from_file']?.required).toEqual(['fileName']);
});

test('list_products answers with the page', async () => {
  const page = { items: [product], nextCursor: 'next' };
  const { use, sent } = await connect({ 'GET /api/v1/catalog/products?search=tape&cursor=c1&limit=5': [[200, page]] });
  const result = await use('list_products', { search: 'tape', cursor: 'c1', limit: 5 });
  expect(result.structuredContent).toEqual(page);
  expect(result.content).toEqual([{ type: 'text', text: JSON.stringify(result.structuredContent) }]);
  expect(sent[0]?.headers.authorization).toBe('Bearer secret');
});

test('create_product and update_product send what was given', async () => {
  const { use, sent } = await connect({
    'POST /api/v1/catalog/products': [[201, product]],
    [`PATCH ${productPath}`]: [[200, { ...product, price: '13', version: 4 }]],
  });
  expect((await use('create_product', fields)).structuredContent).toEqual(product);
  const changed = await use('update_product', { id: productId, version: 3, changes: { price: '13' } });
  expect(changed.structuredContent).toMatchObject({ price: '13', version: 4 });
  expect(sent.map(({ body }) => JSON.parse(body))).toEqual([fields, { price: '13', version: 3 }]);
});

test('a refusal becomes an error that says what to do next', async () => {
  const { use } = await connect({ [`PATCH ${productPath}`]: [conflict] });
  const result = await use('update_product', { id: productId, version: 2, changes: { name: 'Glue' } });
  expect(result.isError).toBe(true);
  expect(result.content).toEqual([{ type: 'text', text: 'version_conflict: Somebody else changed this. Reload it.' }]);
});

test('delete_product retires the product, and once more changes nothing', async () => {
  const retired = { ...product, active: false, version: 4 };
  const { use, sent, requests } = await connect({
    [`GET ${productPath}`]: [
      [200, product],
      [200, retired],
    ],
    [`PATCH ${productPath}`]: [[200, retired], conflict],
  });
  for (let time = 0; time < 2; time += 1)
    expect((await use('delete_product', { id: productId, version: 3 })).structuredContent).toEqual(retired);
  expect(requests()).toEqual([`GET ${productPath}`, `PATCH ${productPath}`, `GET ${productPath}`]);
  expect(JSON.parse(sent[1]?.body ?? '')).toEqual({ active: false, version: 3 });
});

test.each<[string, Record<string, unknown>]>([
  ['list_products', { limit: 1000 }],
  ['list_products', { sort: 'price' }],
  ['create_product', { ...fields, price: 'cheap' }],
  ['create_product', { ...fields, active: true }],
  ['update_product', { id: 'prd_1', version: 1, changes: { name: 'Glue' } }],
  ['update_product', { id: productId, version: 1, changes: {} }],
  ['update_product', { id: productId, version: 1, changes: { name: 'Glue', version: 2 } }],
  ['delete_product', { id: productId }],
  ['create_from_file', { fileName: 'a.csv' }],
  ['create_from_file', { fileName: 'a.csv', content: 'sku', contentBase64: 'c2t1' }],
  ['create_from_file', { fileName: 'a.csv', contentBase64: 'not base64' }],
  ['create_from_file', { fileName: 'a.csv', content: 'x'.repeat(1_000_001) }],
])('%s refuses bad arguments before any call (%#)', async (tool, args) => {
  const { use, sent } = await connect();
  const result = await use(tool, args);
  expect(result.isError).toBe(true);
  expect(JSON.stringify(result.content)).toContain('Input validation error');
  expect(sent).toEqual([]);
});

test('create_from_file sends the file once and does not apply unless asked', async () => {
  const { use, sent, requests } = await connect({ 'POST /api/v1/catalog/imports': [[201, draft]] });
  const result = await use('create_from_file', { fileName: 'prices.csv', content: 'SKU;Preis\nA-1;12,50 €' });
  expect(result.structuredContent).toMatchObject({ outcome: 'dry_run', dryRun: draft, result: null });
  expect(JSON.stringify(result.content)).toContain('1 of 3 rows are not valid');
  expect(requests()).toEqual(['POST /api/v1/catalog/imports']);
  expect(sent[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(sent[0]?.headers.authorization).toBe('Bearer secret');
  expect(sent[0]?.body).toContain('name="file"; filename="prices.csv"');
  expect(sent[0]?.body).toContain('\r\n\r\nSKU;Preis\nA-1;12,50 €\r\n');
});

test('create_from_file applies when asked and waits until it is done', async () => {
  const { use, sent, requests } = await connect({
    'POST /api/v1/catalog/imports': [[201, draft]],
    [`POST ${importPath}/apply`]: [[200, applying]],
    [`GET ${importPath}`]: [
      [200, applying],
      [200, applied],
    ],
  });
  const contentBase64 = Buffer.from('SKU;Preis\nA-1;12').toString('base64');
  const result = await use('create_from_file', { fileName: 'prices.csv', contentBase64, apply: true });
  expect(result.structuredContent).toMatchObject({
    outcome: 'applied',
    dryRun: { counts, errors: draft.errors },
    result: { state: 'applied', counts: { applied: 2 } },
  });
  expect(sent[0]?.body).toContain('\r\n\r\nSKU;Preis\nA-1;12\r\n');
  expect(requests().slice(1)).toEqual([`POST ${importPath}/apply`, `GET ${importPath}`, `GET ${importPath}`]);
});

test('create_from_file does not apply a file without a valid row', async () => {
  const useless = { ...draft, counts: { ...counts, create: 0, update: 0, invalid: 3 } };
  const { use, requests } = await connect({ 'POST /api/v1/catalog/imports': [[201, useless]] });
  const result = await use('create_from_file', { fileName: 'prices.csv', content: 'x', apply: true });
  expect(result.structuredContent).toMatchObject({ outcome: 'nothing_to_apply', dryRun: useless, result: null });
  expect(requests()).toEqual(['POST /api/v1/catalog/imports']);
});

test('create_from_file tells a refused upload and a failed import', async () => {
  const details = { issues: [{ path: 'body.file', message: 'is too wide' }] };
  const error = { code: 'import_unreadable', message: 'It cannot be read.', details, recovery: 'Upload a CSV.' };
  const failed = { ...draft, state: 'failed' };
  const { use } = await connect({
    'POST /api/v1/catalog/imports': [
      [422, { error }],
      [201, draft],
    ],
    [`POST ${importPath}/apply`]: [[200, failed]],
  });
  const input = { fileName: 'prices.csv', content: 'x', apply: true };
  const refused = await use('create_from_file', input);
  expect(refused).toMatchObject({
    isError: true,
    content: [{ text: 'import_unreadable: It cannot be read. Upload a CSV. (body.file: is too wide)' }],
  });
  const ended = await use('create_from_file', input);
  expect(ended.isError).toBe(true);
  expect(JSON.stringify(ended.content)).toContain('import_failed');
});
