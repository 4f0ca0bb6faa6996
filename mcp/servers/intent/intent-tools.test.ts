import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { afterEach, expect, it } from 'vitest';
import { createCaller } from '../../../contracts/kernel/client.ts';
import { registerIntentTools } from './intent-tools.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const start = async () => {
  const origin = 'http://127.0.0.1:9';
  const headers = () => ({});
  const server = new McpServer({ name: 'intent', version: '1.0.0' });
  registerIntentTools(server, { origin, headers, call: createCaller({ origin, headers }) });
  const client = new Client({ name: 'test', version: '1.0.0' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  closers.push(() => client.close());
  return client;
};

it('analyzes, validates and suggests over MCP', async () => {
  const client = await start();
  const { tools } = await client.listTools();
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint, annotations?.idempotentHint])).toEqual([
    ['analyze_intent', true, true],
    ['validate_mapping', true, true],
    ['get_suggestions', true, true],
  ]);
  const message = 'Erstelle ein Angebot aus RFQ-4711';
  const analysis = await client.callTool({ name: 'analyze_intent', arguments: { message, locale: 'de' } });
  expect(analysis.structuredContent).toMatchObject({ intent: 'generate_quote', entities: { document: 'RFQ-4711' } });
  const check = await client.callTool({ name: 'validate_mapping', arguments: { intent: 'send_email' } });
  expect(check.structuredContent).toEqual({ valid: false, missing: ['recipient', 'message'], tool: 'send_email' });
  const next = await client.callTool({
    name: 'get_suggestions',
    arguments: { message: 'Erstelle ein A', locale: 'de', limit: 2 },
  });
  expect(next.structuredContent).toMatchObject({ suggestions: [{ intent: 'generate_quote' }, {}] });
});

it('refuses 50 KB', async () => {
  const client = await start();
  const arguments_ = { message: 'a-1.'.repeat(12_500) };
  const refused = await client.callTool({ name: 'analyze_intent', arguments: arguments_ }).then(
    ({ isError }) => isError,
    () => true,
  );
  expect(refused).toBe(true);
});
