import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { ownerKey, type EdgeCaller, type EdgeParts } from '../edge-parts.ts';
import { sendJson } from '../event-stream.ts';
import { errorMessage, resultMessage, rpcCodes, type RpcId, type RpcMessage, type RpcRequest } from '../json-rpc.ts';
import { toRpcError } from '../to-rpc-error.ts';
import { createLegacySession, readClient, type LegacySession, type LegacyTaskMethods } from './legacy-session.ts';
import { createLegacySessions } from './legacy-sessions.ts';

/** Newest first. */
export const legacyVersions: readonly string[] = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];

export interface LegacyExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly acceptsStream: boolean;
  readonly caller: EdgeCaller;
  readonly server: string | undefined;
}

/** Serves 2025-11-25 and before over streamable HTTP, with sessions. */
export interface LegacyEra extends Disposable {
  post(exchange: LegacyExchange, message: RpcMessage): Promise<void>;
  get(exchange: LegacyExchange): void;
  delete(exchange: LegacyExchange): void;
  readonly sessions: number;
}

export const createLegacyEra = (
  parts: EdgeParts,
  taskMethods: LegacyTaskMethods = () => null,
  taskCapability: JsonObject = {},
): LegacyEra => {
  const sessions = createLegacySessions(parts.limits);

  /** The session that a request names; answers itself when there is none. */
  const sessionOf = ({ request, response, caller, server }: LegacyExchange, id: RpcId | null): LegacySession | null => {
    const { 'mcp-session-id': sessionId, 'mcp-protocol-version': version } = request.headers;
    if (typeof version === 'string' && !legacyVersions.includes(version.trim())) {
      refuse(
        response,
        400,
        id,
        rpcCodes.invalidRequest,
        `This protocol version is not supported: ${version.slice(0, 40)}`,
      );
      return null;
    }
    if (typeof sessionId !== 'string') {
      refuse(response, 400, id, rpcCodes.invalidRequest, 'The Mcp-Session-Id header is missing: initialize first.');
      return null;
    }
    const session = sessions.find(sessionId, ownerKey(caller, server));
    if (!session) refuse(response, 404, id, rpcCodes.invalidRequest, 'This session is over: initialize again.');
    return session;
  };

  const initialize = async (exchange: LegacyExchange, message: RpcRequest): Promise<void> => {
    const { response, caller, server } = exchange;
    const client = readClient(message.params, legacyVersions);
    if (!client)
      return refuse(response, 400, message.id, rpcCodes.invalidParams, 'protocolVersion or capabilities is missing.');
    const view = parts.gateway.open(
      { ...caller, client: client.name, era: '2025', sessionKey: null },
      server === undefined ? {} : { server },
    );
    try {
      const { capabilities, instructions } = await view.describe();
      const session = createLegacySession(
        parts,
        { id: randomUUID(), owner: ownerKey(caller, server), server, client, taskMethods },
        caller,
      );
      sessions.add(session);
      const result = {
        protocolVersion: client.protocolVersion,
        capabilities: { ...capabilities, ...taskCapability },
        serverInfo: parts.serverInfo,
        ...(instructions !== null && { instructions }),
      };
      sendJson(response, 200, resultMessage(message.id, result), { 'Mcp-Session-Id': session.id });
    } catch (error) {
      sendJson(response, 200, errorMessage(message.id, toRpcError(error, caller.locale, parts.onError)));
    }
  };

  return {
    post: async (exchange, message) => {
      if (message.kind === 'request' && message.method === 'initialize') return initialize(exchange, message);
      const session = sessionOf(exchange, message.kind === 'request' ? message.id : null);
      session?.serve(message, exchange.response, exchange.acceptsStream, exchange.caller);
    },
    get: (exchange) => {
      const { request, response, acceptsStream, caller } = exchange;
      // The stateless era has no GET, and a browser that opens the address is no client either.
      if (request.headers['mcp-session-id'] === undefined || !acceptsStream)
        return refuse(response, 405, null, rpcCodes.invalidRequest, 'Only POST is possible without a session.');
      const session = sessionOf(exchange, null);
      const lastEventId = request.headers['last-event-id'];
      if (session && !session.listen(response, typeof lastEventId === 'string' ? lastEventId : undefined, caller))
        refuse(response, 400, null, rpcCodes.invalidRequest, 'This event is not known any more.');
    },
    delete: (exchange) => {
      const session = sessionOf(exchange, null);
      if (!session) return;
      sessions.end(session);
      exchange.response.writeHead(200).end();
    },
    get sessions() {
      return sessions.size;
    },
    [Symbol.dispose]: () => sessions[Symbol.dispose](),
  };
};

const refuse = (response: ServerResponse, status: number, id: RpcId | null, code: number, message: string): void =>
  sendJson(response, status, errorMessage(id, { code, message }), status === 405 ? { Allow: 'POST' } : {});
