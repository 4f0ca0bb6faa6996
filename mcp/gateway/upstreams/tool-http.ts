import { isObject } from '../../../contracts/kernel/is-object.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import { RpcError } from '../../../domain/mcp/rpc-error.ts';
import type { JsonObject, Upstream } from '../../../domain/mcp/upstream.ts';
import type { HttpTarget } from './http.ts';

const maxBytes = 10 * 1024 * 1024;

/**
 * An HTTP tool server (spec row D3) as an MCP server that has tools only: `GET /mcp/discover` lists them, `POST /mcp/execute`
 * with `{ tool, arguments }` calls one, `GET /health` says whether it is there.
 */
export const connectToolHttp = async (target: HttpTarget): Promise<Upstream> => {
  const { name, signal } = target;
  await send(target, 'health', undefined, signal);
  const discovered = await send(target, 'mcp/discover', undefined, signal);
  const { version } = discovered;
  const { promise: closed, resolve: close } = Promise.withResolvers<string>();
  return {
    info: {
      protocolVersion: 'tool-http',
      serverInfo: { name, version: typeof version === 'string' ? version : '' },
      capabilities: { tools: {} },
      instructions: null,
    },
    request: async (method, params, exchange = {}) => {
      if (method === 'ping') return await send(target, 'health', undefined, exchange.signal).then(() => ({}));
      if (method === 'tools/list')
        return { tools: toolsOf(await send(target, 'mcp/discover', undefined, exchange.signal)) };
      if (method !== 'tools/call') throw new RpcError(-32601, 'Method not found');
      const body = { tool: params['name'], arguments: params['arguments'] ?? {} };
      return toResult(await send(target, 'mcp/execute', body, exchange.signal));
    },
    notify: () => {},
    listen: () => () => {},
    closed,
    [Symbol.asyncDispose]: async () => close('closed'),
  };
};

const send = async (
  { name, url, headers, fetch }: HttpTarget,
  path: string,
  body: JsonObject | undefined,
  signal: AbortSignal | undefined,
): Promise<JsonObject> => {
  // People give the base, or the address of one of the three.
  const base = url.pathname.replace(/(?:\/mcp(?:\/discover|\/execute)?|\/health)?\/?$/, '');
  const address = new URL(`${base}/${path}`, url.origin);
  const response = await fetch(address, {
    method: body ? 'POST' : 'GET',
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted || (cause instanceof Error && cause.name === 'Failure')) throw cause;
    throw fail('mcp_server_unavailable', { name, reason: 'it could not be reached' }, { cause });
  });
  const text = await readText(response, name);
  if (response.status === 401 || response.status === 403) throw fail('authorization_required', { name });
  const value = parse(text);
  if (response.status >= 500 || response.status === 404)
    throw fail('mcp_server_unavailable', { name, reason: `it answered with HTTP ${response.status}` });
  if (!response.ok) return { error: isObject(value) ? (value['error'] ?? value) : text.slice(0, 2_000) };
  if (path === 'health') return {};
  if (Array.isArray(value)) return { tools: value };
  if (!isObject(value)) throw fail('mcp_bad_output', { name, reason: 'it is not a JSON object' });
  return value;
};

const readText = async (response: Response, name: string): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw fail('mcp_bad_output', { name, reason: 'it is larger than 10 MiB' });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `parameters` is how servers of this kind often call the schema. */
const toolsOf = ({ tools }: JsonObject): JsonObject[] =>
  (Array.isArray(tools) ? tools : []).filter(isObject).map((tool) => {
    const { parameters, input_schema: snake, ...rest } = tool;
    return { ...rest, inputSchema: rest['inputSchema'] ?? snake ?? parameters ?? { type: 'object' } };
  });

/** An MCP result stays as it is; anything else is the tool's value, as text and, where it is an object, structured too. */
const toResult = (answer: JsonObject): JsonObject => {
  if (Array.isArray(answer['content'])) return answer;
  const failed = answer['error'] !== undefined && answer['error'] !== null;
  const value = failed ? answer['error'] : 'result' in answer ? answer['result'] : answer;
  if (isObject(value) && Array.isArray(value['content'])) return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return {
    content: [{ type: 'text', text }],
    ...(isObject(value) && !failed && { structuredContent: value }),
    ...(failed && { isError: true }),
  };
};
