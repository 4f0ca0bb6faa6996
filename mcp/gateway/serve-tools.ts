import { isObject } from '../../contracts/kernel/is-object.ts';
import { callToolName, searchToolsName } from '../../domain/mcp/reserved-tool-names.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { findTool } from './call-tool.ts';
import type { ViewRequest } from './gateway-view.ts';
import { listedFor } from './listed-for.ts';
import { pageOfList } from './page-of-list.ts';
import { invalidParams } from './route-request.ts';
import { searchToolDefinitions } from './search-tool-definitions.ts';

export const serveTools = {
  'tools/list': ({ parts: { limits }, caller, index, alone, searchOnly, params }: ViewRequest): JsonObject => {
    const mine = index.listedTools.filter(listedFor(caller));
    const many = !alone && mine.length > limits.searchAbove;
    const shown = searchOnly ? mine.filter(({ server }) => !server.record) : mine;
    const tools = shown.map(({ listed }) => listed);
    const all = searchOnly || many ? [...searchToolDefinitions, ...tools] : tools;
    const { items, nextCursor } = pageOfList(all, params, limits.pageSize);
    return { tools: items, ...(nextCursor !== undefined && { nextCursor }) };
  },

  'tools/call': async (request: ViewRequest): Promise<JsonObject> => {
    const { index, alone, params } = request;
    const { name } = params;
    if (typeof name !== 'string') throw invalidParams('A tool name is needed');
    if (!alone && !index.toolByName.has(name)) {
      if (name === searchToolsName) return searchTools(request);
      if (name === callToolName) return await callByName(request);
    }
    return await call(request, name, params);
  },
};

const call = async (request: ViewRequest, name: string, params: JsonObject): Promise<JsonObject> => {
  const { parts, caller, index, exchange, trace } = request;
  const tool = findTool(index, name);
  trace.serverName = tool.server.name;
  trace.target = name;
  const { result, bytes } = await parts.callTool(caller, tool, params, exchange);
  trace.responseBytes = bytes;
  return result;
};

const searchTools = ({ caller, index, params }: ViewRequest): JsonObject => {
  const { query, limit = 10 } = isObject(params['arguments']) ? params['arguments'] : {};
  if (typeof query !== 'string' || typeof limit !== 'number' || !(limit >= 1 && limit <= 50))
    throw invalidParams('search_tools needs a query, and a limit from 1 to 50');
  const tools = index.findTools(query, Math.floor(limit), listedFor(caller)).map(({ listed }) => listed);
  return { content: [{ type: 'text', text: JSON.stringify({ tools }) }], structuredContent: { tools } };
};

const callByName = async (request: ViewRequest): Promise<JsonObject> => {
  const given = isObject(request.params['arguments']) ? request.params['arguments'] : {};
  const { name, arguments: args = {} } = given;
  if (typeof name !== 'string' || !isObject(args)) throw invalidParams('call_tool needs a name and arguments');
  return await call(request, name, { ...request.params, name, arguments: args });
};
