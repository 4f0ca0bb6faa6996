import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import { CallToolResult } from '../../contracts/mcp-calls.ts';
import type { McpTool } from '../../contracts/mcp-servers.ts';
import type { Gateway, GatewayCaller } from './gateway.ts';
import { pageOfList } from './page-of-list.ts';
import { callToolName, searchToolsName } from './reserved-tool-names.ts';
import { RpcError } from './rpc-error.ts';
import { streamCall, type ToolEvent } from './stream-call.ts';
import type { Exchange, JsonObject } from './upstream.ts';

export interface ToolCall {
  readonly tool: string;
  readonly arguments: JsonObject;
}

export type ClientLayer = ReturnType<typeof clientLayer>;

/** More pages than this of one list are a server that never ends. */
const maxPages = 50;

/** Tools and resources for the app itself (spec row A1), over all servers of the caller's workspace. */
export const clientLayer = (gateway: Pick<Gateway, 'open'>) => {
  const callTool = async (caller: GatewayCaller, call: ToolCall, exchange?: Exchange): Promise<CallToolResult> => {
    const params = { name: call.tool, arguments: call.arguments };
    return toResult(await gateway.open(caller).request('tools/call', params, exchange), call.tool);
  };

  return {
    callTool,

    /** Throws `mcp_tool_not_found` or `mcp_tool_held` when the caller may not call it. The gateway's own two are in no server's list. */
    checkTool: async (caller: GatewayCaller, name: string): Promise<void> => {
      if (name === searchToolsName || name === callToolName) return;
      const tool = (await gateway.open(caller).tools({ all: true })).find((each) => each.name === name);
      if (!tool || tool.hidden || tool.state === 'quarantined') throw fail('mcp_tool_not_found', { tool: name });
      if (tool.state === 'held') throw fail('mcp_tool_held', { tool: name });
    },

    /** Yields progress and log messages as they happen, then the result; leaving the loop cancels the call. */
    streamTool: (caller: GatewayCaller, call: ToolCall, signal?: AbortSignal): AsyncGenerator<ToolEvent, void> =>
      streamCall((exchange) => callTool(caller, call, exchange), signal),

    /** By name, with every word of the search in name, title or description. */
    tools: async (
      caller: GatewayCaller,
      query: { search?: string | undefined; server?: string | undefined; cursor?: string | undefined; limit: number },
    ): Promise<Page<McpTool>> => {
      const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const fits = ({ name, title, description, serverName }: McpTool): boolean => {
        const text = [name, title, description].join(' ').toLowerCase();
        return (query.server ?? serverName) === serverName && words.every((word) => text.includes(word));
      };
      const tools = (await gateway.open(caller).tools()).filter(fits);
      return pageOfList(tools, ({ name }) => name, query);
    },

    resources: async (
      caller: GatewayCaller,
      page: { cursor?: string | undefined; limit: number },
    ): Promise<Page<{ uri: string; name: string }>> => {
      const view = gateway.open(caller);
      const found: { uri: string; name: string }[] = [];
      let cursor: unknown;
      for (let pages = 0; pages < maxPages; pages += 1) {
        const { resources, nextCursor } = await view.request('resources/list', {
          ...(cursor !== undefined && { cursor }),
        });
        if (Array.isArray(resources)) found.push(...resources.filter(isResource));
        if (typeof nextCursor !== 'string') break;
        cursor = nextCursor;
      }
      return pageOfList(found, ({ uri }) => uri, page);
    },

    /** Throws `mcp_resource_not_found`. */
    getResource: async (caller: GatewayCaller, uri: string, signal?: AbortSignal) => {
      const read = gateway.open(caller).request('resources/read', { uri }, { ...(signal && { signal }) });
      const { contents } = await read.catch((error: unknown) => {
        throw error instanceof RpcError && noSuchResource.has(error.code)
          ? fail('mcp_resource_not_found', { uri })
          : error;
      });
      if (!Array.isArray(contents)) throw fail('mcp_bad_output', { name: uri, reason: 'no contents' });
      return { contents: contents.filter(hasUri) };
    },
  };
};

/** What servers say of an address that they do not know: of 2025-11-25 and before, and of 2026-07-28 (SEP-2164). */
const noSuchResource: ReadonlySet<number> = new Set([-32_002, -32_602]);

const toResult = (result: JsonObject, tool: string): CallToolResult => {
  const parsed = CallToolResult.safeParse(result);
  if (!parsed.success) throw fail('mcp_bad_output', { name: tool, reason: 'the answer is no tool result' });
  return parsed.data;
};

const hasUri = (value: unknown): value is { uri: string } =>
  typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string';
const isResource = (value: unknown): value is { uri: string; name: string } =>
  hasUri(value) && 'name' in value && typeof value.name === 'string';
