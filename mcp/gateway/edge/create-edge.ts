import type { IncomingMessage, ServerResponse } from 'node:http';
import { classifyInboundRequest, isJsonContentType, type InboundHttpRequest } from '@modelcontextprotocol/server';
import type { ViewOptions } from '../../../domain/mcp/gateway.ts';
import { defaultLimits, type EdgeCaller, type EdgeLimits, type EdgeParts } from './edge-parts.ts';
import { sendJson } from './event-stream.ts';
import { errorMessage, idOf, readMessage, rpcCodes, type RpcId } from './json-rpc.ts';
import { createLegacyEra } from './legacy/serve-legacy.ts';
import { createModernEra } from './modern/serve-modern.ts';
import { createLegacyTasks } from './tasks/legacy-tasks.ts';
import { createModernTasks } from './tasks/modern-tasks.ts';
import { readBody, type Body } from './read-body.ts';

export type EdgeDeps = Omit<EdgeParts, 'limits'> & { readonly limits?: Partial<EdgeLimits> };

/** The MCP endpoint towards clients: both protocol eras on one address. */
export interface McpEdge extends Disposable {
  /** Answers one HTTP request of an admitted caller, who sees what `view` names. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse, caller: EdgeCaller, view?: ViewOptions): Promise<void>;
  readonly counts: { readonly sessions: number; readonly waiting: number; readonly listening: number };
}

interface Admitted {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly acceptsStream: boolean;
  readonly caller: EdgeCaller;
  readonly view: ViewOptions;
}

/**
 * Serves a gateway to clients. The message decides the era (2026-07-28 has its envelope in `_meta`); headers are checked
 * against it. Whatever is inside passes raw, so that members which nobody here knows survive.
 */
export const createMcpEdge = (deps: EdgeDeps): McpEdge => {
  const parts: EdgeParts = { ...deps, limits: { ...defaultLimits, ...deps.limits } };
  const modern = createModernEra(parts, createModernTasks(parts.tasks));
  const legacy = createLegacyEra(parts, createLegacyTasks(parts.tasks));

  const post = async (exchange: Admitted): Promise<void> => {
    const { request, response } = exchange;
    if (!isJsonContentType(request.headers['content-type']))
      return refuse(response, 415, null, rpcCodes.invalidRequest, 'The body has to be application/json.');
    const body = await readBody(request);
    if ('refused' in body) return refuseBody(response, body.refused);
    const route = classifyInboundRequest(inbound(request, body.value));
    if (route.kind === 'reject') return sendJson(response, route.httpStatus, errorMessage(idOf(body.value), route));
    const message = readMessage(body.value);
    if (!message)
      return refuse(response, 400, idOf(body.value), rpcCodes.invalidRequest, 'The body is not one JSON-RPC message.');
    if (route.kind === 'legacy') return legacy.post(exchange, message);
    if (message.kind === 'request') return modern.serve({ ...exchange, message });
    response.writeHead(202).end();
  };

  return {
    handle: async (request, response, caller, view = {}) => {
      const exchange = { request, response, acceptsStream: acceptsStream(request), caller, view };
      try {
        if (request.method === 'POST') await post(exchange);
        else if (request.method === 'GET') legacy.get(exchange);
        else if (request.method === 'DELETE') legacy.delete(exchange);
        else
          refuse(response, 405, null, rpcCodes.invalidRequest, 'Use POST, GET or DELETE.', {
            Allow: 'POST, GET, DELETE',
          });
      } catch (error) {
        parts.onError(error);
        refuse(response, 500, null, rpcCodes.internal, 'Something went wrong here.');
      }
    },
    get counts() {
      return { sessions: legacy.sessions, waiting: modern.waiting, listening: modern.listening };
    },
    [Symbol.dispose]: () => {
      legacy[Symbol.dispose]();
      modern[Symbol.dispose]();
    },
  };
};

const inbound = ({ headers }: IncomingMessage, body: unknown): InboundHttpRequest => {
  const { 'mcp-protocol-version': version, 'mcp-method': method, 'mcp-name': name } = headers;
  return {
    httpMethod: 'POST',
    body,
    ...(typeof version === 'string' && { protocolVersionHeader: version }),
    ...(typeof method === 'string' && { mcpMethodHeader: method }),
    ...(typeof name === 'string' && { mcpNameHeader: name }),
  };
};

const acceptsStream = ({ headers: { accept = '' } }: IncomingMessage): boolean =>
  accept.includes('text/event-stream') || accept.includes('*/*');

const refuseBody = (response: ServerResponse, reason: Extract<Body, { refused: unknown }>['refused']): void => {
  if (reason === 'cut') return void response.destroy();
  if (reason === 'too_large')
    return refuse(response, 413, null, rpcCodes.invalidRequest, 'The body is too large.', { Connection: 'close' });
  const message = reason === 'too_deep' ? 'The body nests too deep.' : 'The body is not valid JSON.';
  refuse(response, 400, null, rpcCodes.parse, message);
};

const refuse = (
  response: ServerResponse,
  status: number,
  id: RpcId | null,
  code: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void => sendJson(response, status, errorMessage(id, { code, message }), headers);
