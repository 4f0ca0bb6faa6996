import { createServer } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { Client, type Progress } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { afterEach, expect, it } from 'vitest';
import { createCaller } from '../../../contracts/kernel/client.ts';
import { customer, document, ids, parts, quote } from './sales-fixtures.ts';
import { registerSalesTools } from './sales-tools.ts';

interface Reply {
  status?: number;
  json: unknown;
}
type Routes = Record<string, () => Reply>;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const refused = (status: number, code: string, recovery = 'Check the link, or go back to the list.'): Reply => ({
  status,
  json: { error: { code, message: `Refused: ${code}.`, details: {}, recovery } },
});

/** A platform that answers these calls ("GET /path") and records all, and a client that is connected to the tools. */
const start = async (routes: Routes) => {
  const calls: { call: string; body: string; authorization: string | undefined }[] = [];
  const http = createServer(async (request, response) => {
    const call = `${request.method} ${request.url}`;
    calls.push({ call, body: await readText(request), authorization: request.headers.authorization });
    const { status = 200, json } = routes[call]?.() ?? refused(404, 'document_not_found');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const headers = () => ({ authorization: 'Bearer test' });

  const server = new McpServer({ name: 'sales', version: '1.0.0' });
  registerSalesTools(server, { origin, headers, call: createCaller({ origin, headers }) });
  const client = new Client({ name: 'test', version: '1.0.0' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  closers.push(async () => {
    await client.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  return {
    client,
    calls,
    use: (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args }),
  };
};

const api = '/api/v1';
const documentPath = `${api}/documents/${ids.document}`;
const quotePath = `${api}/quotes/${ids.quote}`;
const statusPath = `${api}/files/status/${ids.file}`;
const documentRoutes: Routes = {
  [`GET ${documentPath}`]: () => ({ json: document }),
  [`GET ${documentPath}/parts/0`]: () => ({ json: parts[0] }),
  [`GET ${documentPath}/parts/1`]: () => ({ json: parts[1] }),
};
const reading = (state: string, stage: string, done: number): Reply => ({
  json: { id: ids.file, documentId: ids.document, state, stage, done, total: 3 },
});
const uploadRoutes: Routes = {
  [`POST ${api}/files/upload`]: () => ({
    status: 201,
    json: { id: ids.file, sha256: 'ab', documentId: ids.document, duplicate: false },
  }),
};

it('lists its tools with schemas and annotations, its resources and its prompts', async () => {
  const { client } = await start({});
  const { tools } = await client.listTools();
  const readOnly = new Map(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]));
  expect(Object.fromEntries(readOnly)).toEqual({
    search_customers: true,
    process_document: false,
    chat_with_assistant: false,
    generate_quote: false,
    ask_document_question: true,
    get_sales_analytics: true,
  });
  for (const { name, title, description, inputSchema, outputSchema, annotations } of tools) {
    expect(title).toBeTruthy();
    expect(description).toBeTruthy();
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(outputSchema).toMatchObject({ type: 'object' });
    // The assistant may delete after a yes; no other tool of these destroys.
    const destroys = name === 'chat_with_assistant';
    expect(annotations).toMatchObject({
      destructiveHint: destroys,
      idempotentHint: !destroys,
      openWorldHint: false,
    });
  }
  const { resourceTemplates } = await client.listResourceTemplates();
  expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
    'throughline://documents/{id}',
    'throughline://quotes/{id}',
    'throughline://customers/{id}',
  ]);
  const { prompts } = await client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(['quote_request', 'summarise_customer']);
  const prompt = await client.getPrompt({ name: 'quote_request', arguments: { documentId: ids.document } });
  expect(JSON.stringify(prompt.messages)).toContain(ids.document);
});

it.each([
  ['search_customers', {}],
  ['search_customers', { search: 'x', other: 1 }],
  ['search_customers', { search: 'x', limit: 0 }],
  ['process_document', { fileName: 'a.txt' }],
  ['process_document', { fileName: 'a.txt', text: 'a', contentBase64: 'YQ==' }],
  ['process_document', { fileName: 'a.txt', contentBase64: 'not base64!' }],
  ['process_document', { fileName: '../a.txt', text: 'a' }],
  ['process_document', { fileName: 'a.txt', text: 'a', waitSeconds: 121 }],
  ['process_document', { fileName: 'a.txt', text: 'ä'.repeat(5_000_001) }],
  ['generate_quote', {}],
  ['generate_quote', { quoteId: ids.quote, documentId: ids.document }],
  ['ask_document_question', { documentId: ids.quote, question: 'terms?' }],
])('refuses bad arguments of %s before any call (%#)', async (name, args) => {
  const { use, calls } = await start({});
  const refusedEither = await use(name, args).then(
    ({ isError }) => isError,
    () => true,
  );
  expect(refusedEither).toBe(true);
  expect(calls).toEqual([]);
});

it('searches customers as the caller', async () => {
  const call = `GET ${api}/customers?search=hansen&limit=20`;
  const { use, calls } = await start({ [call]: () => ({ json: { items: [customer], nextCursor: null } }) });
  const { structuredContent } = await use('search_customers', { search: 'hansen' });
  expect(structuredContent).toEqual({ items: [customer], nextCursor: null });
  expect(calls).toEqual([{ call, body: '', authorization: 'Bearer test' }]);
});

it('turns a refusal of the platform into a tool error with code and recovery', async () => {
  const { use } = await start({});
  const { isError, content } = await use('ask_document_question', {
    documentId: ids.foreignDocument,
    question: 'terms?',
  });
  expect(isError).toBe(true);
  expect(JSON.stringify(content)).toMatch(/document_not_found: .*Check the link/);
});

it('processes a document, reports progress and returns what it became', async () => {
  const replies = [reading('uploaded', 'waiting', 0), reading('processing', 'extract', 2), reading('ready', 'done', 3)];
  const { client, calls } = await start({
    ...documentRoutes,
    ...uploadRoutes,
    [`GET ${statusPath}`]: () => replies.shift() ?? reading('ready', 'done', 3),
  });
  const progress: Progress[] = [];
  const { structuredContent } = await client.callTool(
    { name: 'process_document', arguments: { fileName: 'request.txt', contentBase64: btoa('500 bolts') } },
    { onprogress: (each) => void progress.push(each) },
  );
  expect(structuredContent).toMatchObject({
    documentId: ids.document,
    state: 'ready',
    stage: 'done',
    settled: true,
    lineCount: 1,
    quoteId: ids.quote,
  });
  expect(progress.map(({ message }) => message)).toEqual(['waiting: 0 of 3', 'extract: 2 of 3', 'done: 3 of 3']);
  expect(progress.map((each) => each.progress)).toEqual([0, 2, 3]);
  expect(calls[0]).toMatchObject({ call: `POST ${api}/files/upload`, authorization: 'Bearer test' });
  expect(calls[0]?.body).toMatch(/name="file"; filename="request.txt"[^]*500 bolts/);
});

it('says that a reading goes on when the waiting time is over', async () => {
  const { use } = await start({
    ...uploadRoutes,
    [`GET ${documentPath}`]: () => ({ json: { ...document, state: 'processing', stage: 'extract', quote: null } }),
    [`GET ${statusPath}`]: () => reading('processing', 'extract', 1),
  });
  const { structuredContent } = await use('process_document', { fileName: 'a.txt', text: 'a', waitSeconds: 0 });
  expect(structuredContent).toMatchObject({ state: 'processing', settled: false, quoteId: null });
});

it('cancels the reading when the client gives up', async () => {
  const abort = new AbortController();
  const { client, calls } = await start({
    ...uploadRoutes,
    [`GET ${statusPath}`]: () => {
      setTimeout(() => abort.abort(), 20);
      return reading('processing', 'extract', 1);
    },
  });
  const args = { name: 'process_document', arguments: { fileName: 'a.txt', text: 'a' } };
  await expect(client.callTool(args, { signal: abort.signal })).rejects.toThrow(/abort/i);
  await expect.poll(() => calls.map(({ call }) => call)).toContain(`POST ${documentPath}/cancel`);
});

it('reads the quote of a document and names its open lines', async () => {
  const { use } = await start({ ...documentRoutes, [`GET ${quotePath}`]: () => ({ json: quote }) });
  const { structuredContent } = await use('generate_quote', { documentId: ids.document });
  expect(structuredContent).toMatchObject({
    number: 'Q-2026-7',
    preparation: 'review',
    openLines: [{ id: ids.line, description: 'Hexagon bolt M8x40', quantity: '500' }],
    pdfReady: false,
  });
});

it('confirms with the version and waits for the PDF', async () => {
  const decided = { ...quote, openCount: 0, lines: [] };
  const later = [decided, { ...decided, preparation: 'rendering' }];
  const ready = { ...decided, preparation: 'ready', pdf: { sha256: 'ab', sizeBytes: 9 } };
  const { use, calls } = await start({
    [`GET ${quotePath}`]: () => ({ json: later.shift() ?? ready }),
    [`POST ${quotePath}/confirm`]: () => ({ status: 202, json: { ...decided, preparation: 'rendering' } }),
  });
  const { structuredContent } = await use('generate_quote', { quoteId: ids.quote, confirm: true });
  expect(structuredContent).toMatchObject({ preparation: 'ready', pdfReady: true, openLines: [] });
  expect(calls[1]).toMatchObject({ call: `POST ${quotePath}/confirm`, body: '{"version":4}' });
});

it('does not confirm open lines: the refusal is a tool error', async () => {
  const { use } = await start({
    [`GET ${quotePath}`]: () => ({ json: quote }),
    [`POST ${quotePath}/confirm`]: () => refused(409, 'quote_lines_open', 'Choose a product or leave out each.'),
  });
  const { isError, content } = await use('generate_quote', { quoteId: ids.quote, confirm: true });
  expect(isError).toBe(true);
  expect(JSON.stringify(content)).toMatch(/quote_lines_open: .*Choose a product/);
});

it('says that a rejected document has no quote', async () => {
  const rejected = {
    ...document,
    state: 'rejected',
    quote: null,
    reason: { code: 'corrupt', message: 'It is damaged.' },
  };
  const { use } = await start({ [`GET ${documentPath}`]: () => ({ json: rejected }) });
  const { isError, content } = await use('generate_quote', { documentId: ids.document });
  expect(isError).toBe(true);
  expect(JSON.stringify(content)).toContain('document_has_no_quote');
});

it('finds the passage with its page, and nothing for an unrelated question', async () => {
  const { use } = await start(documentRoutes);
  const asked = await use('ask_document_question', {
    documentId: ids.document,
    question: 'What are the payment terms?',
  });
  expect(asked.structuredContent).toMatchObject({
    found: true,
    passages: [{ page: 2, text: 'Payment terms: 30 days net' }],
    pagesRead: 2,
  });
  const unrelated = await use('ask_document_question', { documentId: ids.document, question: 'Who won the regatta?' });
  expect(unrelated.structuredContent).toMatchObject({ found: false, passages: [] });
});

it('reads resources, and a foreign or malformed id is an error', async () => {
  const { client, calls } = await start(documentRoutes);
  const { contents } = await client.readResource({ uri: `throughline://documents/${ids.document}` });
  expect(contents).toEqual([
    {
      uri: `throughline://documents/${ids.document}`,
      mimeType: 'application/json',
      text: JSON.stringify(document),
    },
  ]);
  const foreign = client.readResource({ uri: `throughline://documents/${ids.foreignDocument}` });
  await expect(foreign).rejects.toThrow(/document_not_found/);
  await expect(client.readResource({ uri: 'throughline://documents/other' })).rejects.toThrow(/not found/i);
  expect(calls).toHaveLength(2);
});
