import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../../domain/mcp/upstream.ts';

export type RpcId = string | number;

/** The error member of a JSON-RPC answer. */
export interface RpcErrorBody {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** A JSON-RPC 2.0 message with its shape checked and nothing else: what MCP puts inside passes raw. */
export type RpcMessage =
  | { readonly kind: 'request'; readonly id: RpcId; readonly method: string; readonly params: JsonObject }
  | { readonly kind: 'notification'; readonly method: string; readonly params: JsonObject }
  | {
      readonly kind: 'response';
      readonly id: RpcId;
      readonly result: JsonObject | null;
      readonly error: RpcErrorBody | null;
    };

export type RpcRequest = Extract<RpcMessage, { kind: 'request' }>;

export const rpcCodes = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  headerMismatch: -32020,
  missingCapability: -32021,
  unsupportedVersion: -32022,
} as const;

/** Ids come back in answers, logs and maps: a longer one is an attack. */
const maxIdChars = 256;

const isId = (value: unknown): value is RpcId =>
  (typeof value === 'string' && value.length <= maxIdChars) || (typeof value === 'number' && Number.isInteger(value));

/** Null when the body is no single JSON-RPC message: a batch, a wrong version, an id that is too long. */
export const readMessage = (body: unknown): RpcMessage | null => {
  if (!isObject(body) || body['jsonrpc'] !== '2.0') return null;
  const { id, method, params = {} } = body;
  if (method === undefined) return readResponse(body);
  if (typeof method !== 'string' || method.length > maxIdChars || !isObject(params)) return null;
  if (id === undefined) return { kind: 'notification', method, params };
  return isId(id) ? { kind: 'request', id, method, params } : null;
};

const readResponse = ({ id, result, error }: JsonObject): RpcMessage | null => {
  if (!isId(id)) return null;
  if (isObject(result) && error === undefined) return { kind: 'response', id, result, error: null };
  if (!isObject(error) || typeof error['code'] !== 'number') return null;
  const { code, message, data } = error;
  return { kind: 'response', id, result: null, error: { code, message: String(message), data } };
};

/** The id that an error answers to, when the body shows one; JSON-RPC wants null otherwise. */
export const idOf = (body: unknown): RpcId | null =>
  isObject(body) && typeof body['method'] === 'string' && isId(body['id']) ? body['id'] : null;

export const resultMessage = (id: RpcId, result: JsonObject): JsonObject => ({ jsonrpc: '2.0', id, result });

export const errorMessage = (id: RpcId | null, error: RpcErrorBody): JsonObject => ({ jsonrpc: '2.0', id, error });

export const notificationMessage = (method: string, params: JsonObject): JsonObject => ({
  jsonrpc: '2.0',
  method,
  ...(Object.keys(params).length > 0 && { params }),
});

/** Objects and arrays inside each other, beyond which walking a value may exhaust the stack. */
export const maxDepth = 64;

/** Whether JSON text nests deeper than that; reads the text once and ignores what stands in strings. */
export const nestsTooDeep = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return false;
};
