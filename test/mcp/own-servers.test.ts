import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { quoteEndpoints } from '../../contracts/quotes.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';

let running: TestPlatform;
beforeAll(async () => {
  running = await startTestPlatform();
});
afterAll(() => running[Symbol.asyncDispose]());

const request = 'RFQ-4711\nPlease quote:\n1. 20 pcs Hex bolt M8x40 A2\n2. 5 pcs Ball bearing 6204-2RS\n';

const connect = async (program: Pick<TestProgram, 'headers'>, mode: 'legacy' | 'auto'): Promise<Client> => {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const requestInit = { headers: program.headers };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`), { requestInit }));
  return client;
};

describe.each([
  ['legacy', 'legacy'],
  ['auto', 'modern'],
] as const)('a %s client on /mcp', (mode, era) => {
  test('sees the tools of all our servers in its own era', async () => {
    const client = await connect(await running.program(), mode);
    expect(client.getProtocolEra()).toBe(era);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'analyze_intent',
      'ask_document_question',
      'chat_with_assistant',
      'create_from_file',
      'create_product',
      'delete_product',
      'generate_quote',
      'get_sales_analytics',
      'get_suggestions',
      'list_products',
      'process_document',
      'search_customers',
      'update_product',
      'validate_mapping',
    ]);
    await client.close();
  });

  test('gets a request read into a quote of the own workspace, and finds a passage with its page', async () => {
    const program = await running.program();
    const client = await connect(program, mode);
    const read = await client.callTool({ name: 'process_document', arguments: { fileName: 'rfq.txt', text: request } });
    expect(read.isError).not.toBe(true);
    const { documentId } = z.object({ documentId: z.string() }).parse(read.structuredContent);
    const answer = await client.callTool({
      name: 'ask_document_question',
      arguments: { documentId, question: 'How many ball bearings?' },
    });
    expect(answer.structuredContent).toMatchObject({ found: true, passages: [{ page: 1 }] });
    // The quote comes a moment after the reading: the tool waits for it.
    const quote = await client.callTool({ name: 'generate_quote', arguments: { documentId } });
    expect(quote.structuredContent).toMatchObject({ lineCount: 2 });
    expect((await program.call(quoteEndpoints.list)).items).toHaveLength(1);

    const figures = await client.callTool({ name: 'get_sales_analytics', arguments: {} });
    expect(figures.structuredContent).toMatchObject({ requests: { total: 1 }, quotes: { total: 1 } });

    const stranger = await connect(await running.program(), mode);
    const refused = await stranger.callTool({
      name: 'ask_document_question',
      arguments: { documentId, question: 'bearings' },
    });
    expect(refused).toMatchObject({ isError: true });
    expect(JSON.stringify(refused)).toContain('document_not_found');
    const theirs = await stranger.callTool({ name: 'get_sales_analytics', arguments: {} });
    expect(theirs.structuredContent).toMatchObject({ requests: { total: 0 }, quotes: { total: 0 } });
    await Promise.all([client.close(), stranger.close()]);
  });

  test('may do with a tool what its account may do over REST, and no more', async () => {
    const client = await connect(await running.program({ permissions: ['catalog:read'] }), mode);
    expect(await client.callTool({ name: 'list_products', arguments: {} })).toMatchObject({
      structuredContent: { items: [] },
    });
    const refused = await client.callTool({ name: 'search_customers', arguments: { search: 'a' } });
    expect(JSON.stringify(refused)).toContain('forbidden');
    await client.close();
  });
});

describe('/mcp', () => {
  const initialize = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${running.url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
      }),
    });

  test('asks for a token, and refuses a wrong one', async () => {
    const without = await initialize({});
    expect(without.status).toBe(401);
    expect(without.headers.get('www-authenticate')).toBe(
      `Bearer resource_metadata="${running.url}/.well-known/oauth-protected-resource/mcp"`,
    );
    expect((await initialize({ authorization: 'Bearer nonsense' })).status).toBe(401);
  });

  test('refuses a foreign page, also with a good token', async () => {
    const { headers } = await running.program();
    expect((await initialize({ ...headers, origin: 'http://evil.example' })).status).toBe(403);
    expect((await initialize(headers)).status).toBe(200);
  });
});

test('over stdio a service account is enough', async () => {
  const { id: workspaceId } = await running.identity.workspaces.ensureWorkspace('Stdio');
  const creator = {
    kind: 'service',
    id: 'test',
    name: 'Test',
    workspaceId,
    permissions: new Set(['catalog:read'] as const),
    sessionId: null,
  } as const;
  const { account, secret } = await running.identity.serviceAccounts.create(creator, {
    name: 'Stdio',
    permissions: ['catalog:read'],
    expiresAt: null,
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['mcp/servers/stdio.ts', 'catalog'],
      env: { THROUGHLINE_URL: running.url, THROUGHLINE_KEY: account.key, THROUGHLINE_SECRET: secret },
    }),
  );
  expect((await client.listTools()).tools).toHaveLength(5);
  expect(await client.callTool({ name: 'list_products', arguments: {} })).toMatchObject({
    structuredContent: { items: [] },
  });
  await client.close();
});
