import { describe, expect, test } from 'vitest';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { JsonObject, Upstream } from '../../domain/mcp/upstream.ts';
import { definitionLimits, readDefinitions } from './read-definitions.ts';

/** A server that answers each list with what `answer` says; counts what it was asked. */
const serverThat = (answer: (method: string, cursor: unknown) => JsonObject, instructions: string | null = null) => {
  const asked: string[] = [];
  const upstream: Upstream = {
    info: {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {}, resources: {}, prompts: {} },
      serverInfo: { name: 'fake', version: '1' },
      instructions,
    },
    request: async (method, params) => {
      asked.push(method);
      return answer(method, params['cursor']);
    },
    notify: () => undefined,
    listen: () => () => undefined,
    closed: new Promise(() => undefined),
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { upstream, asked };
};

const tools = (count: number, more: JsonObject = {}) =>
  Array.from({ length: count }, (_, index) => ({ name: `tool-${index}`, inputSchema: { type: 'object' }, ...more }));
const nothing = { tools: [], resources: [], resourceTemplates: [], prompts: [] };
const onlyTools =
  (answer: (cursor: unknown) => JsonObject) =>
  (method: string, cursor: unknown): JsonObject =>
    method === 'tools/list' ? answer(cursor) : nothing;

describe('the definitions of a server', () => {
  test('are read page by page, all of them', async () => {
    const page = (cursor: unknown) =>
      cursor === undefined ? { tools: tools(2), nextCursor: 'b' } : { tools: tools(3) };
    const { upstream } = serverThat(onlyTools(page));
    expect((await readDefinitions(upstream)).tools).toHaveLength(5);
  });

  test.each([
    ['a hundred thousand tools in one answer', onlyTools(() => ({ tools: tools(100_000) })), 'more than 10000'],
    [
      'fifty megabytes in pages',
      onlyTools((cursor) => ({
        tools: tools(1, { description: 'x'.repeat(1_048_576) }),
        nextCursor: `${Number(cursor ?? 0) + 1}`,
      })),
      'larger than 4 MB',
    ],
    [
      'cursors without end',
      onlyTools((cursor) => ({ ...nothing, nextCursor: `${Number(cursor ?? 0) + 1}` })),
      'more than 200 pages',
    ],
    [
      'a circle of cursors',
      onlyTools((cursor) => ({ ...nothing, nextCursor: cursor === 'a' ? 'b' : 'a' })),
      'more than 200 pages',
    ],
    [
      'a little too much in each of its lists',
      (method: string) => ({
        ...nothing,
        [method === 'tools/list' ? 'tools' : 'prompts']: tools(6_000),
      }),
      'more than 10000',
    ],
  ])('are refused, with the reason: %s', async (_, answer, reason) => {
    const { upstream, asked } = serverThat(answer);
    await expect(readDefinitions(upstream)).rejects.toMatchObject({
      code: 'mcp_definitions_too_large',
      details: { reason: expect.stringContaining(reason) },
    });
    expect(asked.length).toBeLessThanOrEqual(definitionLimits.pages + 4);
  });

  test('count with its instructions', async () => {
    const { upstream } = serverThat(() => nothing, 'x'.repeat(5_000_000));
    await expect(readDefinitions(upstream)).rejects.toThrow('mcp_definitions_too_large');
  });

  test('are refused when an answer has no list: an empty one would take away what is known', async () => {
    for (const answer of [{}, { tools: 'none' }, { tools: null }]) {
      const { upstream } = serverThat((method) => (method === 'tools/list' ? answer : nothing));
      await expect(readDefinitions(upstream)).rejects.toMatchObject({
        code: 'mcp_bad_output',
        details: { reason: 'its answer to tools/list has no list of tools' },
      });
    }
  });

  test('of a kind that the server does not know after all are none', async () => {
    const { upstream } = serverThat((method) => {
      if (method === 'resources/templates/list') throw new RpcError(-32601, 'Method not found');
      return { ...nothing, tools: tools(1) };
    });
    expect(await readDefinitions(upstream)).toMatchObject({ tools: tools(1), resourceTemplates: [] });
  });
});
