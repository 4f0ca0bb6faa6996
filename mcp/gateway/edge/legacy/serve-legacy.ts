import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ViewOptions } from '../../../../domain/mcp/gateway.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { ownerKey, type EdgeCaller, type EdgeParts } from '../edge-parts.ts';
import { sendJson } from '../event-stream.ts';
import { errorMessage, resultMessage, rpcCodes, type RpcId, type RpcMessage, type RpcRequest } from '../json-rpc.ts';
import { toRpcError } from '../to-rpc-error.ts';
import { legacyVersions, readClient } from './legacy-client.ts';
import { LegacySession, type LegacyTaskMethods } from './legacy-session.ts';
import { createLegacySessions, type LegacySessions } from './legacy-sessions.ts';

export interface LegacyExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly acceptsStream: boolean;
  readonly caller: EdgeCaller;
  readonly view: ViewOptions;
}

/** Serves 2025-11-25 and before over streamable HTTP, with sessions. */
export interface LegacyEra extends Disposable {
  post(exchange: LegacyExchange, message: RpcMessage): Promise<void>;
  get(exchange: LegacyExchange): void;
  delete(exchange: LegacyExchange): void;
  readonly sessions: number;
}

export interface LegacyTasks {
  readonly methods: LegacyTaskMethods;
  /** What `initialize` adds to the capabilities. */
  readonly capabilities: JsonObject;
}

export const createLegacyEra = (parts: EdgeParts, tasks: LegacyTasks): LegacyEra => {
  const sessions = createLegacySessions(parts.limits);
  return {
    post: async (exchange, message) => {
      if (message.kind === 'request' && message.method === 'initialize')
        return initialize(parts, sessions, tasks, exchange, message);
      const session = sessionOf(sessions, exchange, message.kind === 'request' ? message.id : null);
      session?.serve(message, exchange.response, exchange.acceptsStream, exchange.caller);
    },
    get: (exchange) => {
      const { request, response, acceptsStream, caller } = exchange;
      // The stateless era has no GET, and a browser that opens the address is no client either.
      if (request.headers['mcp-session-id'] === undefined || !acceptsStream)
        return refuse(response, 405, null, 'Only POST is possible without a session.');
      const session = sessionOf(sessions, exchange, null);
      const lastEventId = request.headers['last-event-id'];
      if (session && !session.listen(response, typeof lastEventId === 'string' ? lastEventId : undefined, caller))
        refuse(response, 400, null, 'This event is not known any more.');
    },
    delete: (exchange) => {
      const session = sessionOf(sessions, exchange, null);
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

const initialize = async (
  parts: EdgeParts,
  sessions: LegacySessions,
  tasks: LegacyTasks,
  { response, caller, view: options }: LegacyExchange,
  { id, params }: RpcRequest,
): Promise<void> => {
  const client = readClient(params);
  if (!client) {
    const body = { code: rpcCodes.invalidParams, message: 'protocolVersion or capabilities is missing.' };
    return sendJson(response, 400, errorMessage(id, body));
  }
  const view = parts.gateway.open({ ...caller, client: client.name, era: '2025', sessionKey: null }, options);
  try {
    const { capabilities, instructions } = await view.describe();
    const owner = ownerKey(caller, options);
    const start = { id: randomUUID(), owner, view: options, client, taskMethods: tasks.methods };
    sessions.add(new LegacySession(parts, start, caller));
    const result = {
      protocolVersion: client.protocolVersion,
      capabilities: { ...capabilities, ...tasks.capabilities },
      serverInfo: parts.serverInfo,
      ...(instructions !== null && { instructions }),
    };
    sendJson(response, 200, resultMessage(id, result), { 'Mcp-Session-Id': start.id });
  } catch (error) {
    sendJson(response, 200, errorMessage(id, toRpcError(error, caller.locale, parts.onError)));
  }
};

/** The session that a request names; answers itself when there is none. */
const sessionOf = (
  sessions: LegacySessions,
  { request, response, caller, view }: LegacyExchange,
  id: RpcId | null,
): LegacySession | null => {
  const { 'mcp-session-id': sessionId, 'mcp-protocol-version': version } = request.headers;
  if (typeof version === 'string' && !legacyVersions.includes(version.trim())) {
    refuse(response, 400, id, `This protocol version is not supported: ${version.slice(0, 40)}`);
    return null;
  }
  if (typeof sessionId !== 'string') {
    refuse(response, 400, id, 'The Mcp-Session-Id header is missing: initialize first.');
    return null;
  }
  const session = sessions.find(sessionId, ownerKey(caller, view));
  if (!session) refuse(response, 404, id, 'This session is over: initialize again.');
  return session;
};

const refuse = (response: ServerResponse, status: number, id: RpcId | null, message: string): void =>
  sendJson(
    response,
    status,
    errorMessage(id, { code: rpcCodes.invalidRequest, message }),
    status === 405 ? { Allow: 'POST' } : {},
  );
