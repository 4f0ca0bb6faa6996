import type { IncomingMessage } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createCaller } from '../contracts/kernel/client.ts';
import { fail } from '../contracts/kernel/fail.ts';
import type { McpEdge } from './gateway/edge/create-edge.ts';
import { maxCallBytes } from './gateway/edge/read-body.ts';
import { createServer, serverNames } from './servers/create-server.ts';

export interface HttpEndpointOptions {
  /** Where the platform's own REST API answers, without a trailing slash. */
  readonly origin: string;
  readonly onError: (error: Error) => void;
}

/**
 * Our MCP servers as one on one address, in both protocol eras: 2026-07-28, and 2025-11-25 and before without
 * sessions. The tools act with the token that the request was admitted with, on this platform only.
 */
export const createHttpEndpoint = ({
  origin,
  onError,
}: HttpEndpointOptions): Pick<McpEdge, 'handle'> & AsyncDisposable => {
  const handler = createMcpHandler(
    ({ authInfo }) => {
      if (!authInfo) throw fail('unauthenticated');
      const headers = () => ({ authorization: `Bearer ${authInfo.token}` });
      return createServer(serverNames, { origin, headers, call: createCaller({ origin, headers }) });
    },
    { onerror: onError, maxRequestBodySize: maxCallBytes },
  );
  const answer = toNodeHandler(handler);
  return {
    handle: async (request: IncomingMessage, response, { token }, { server } = {}) => {
      if (server !== undefined) throw fail('mcp_server_not_found');
      const auth = { token, clientId: 'platform', scopes: [] };
      const { method = 'GET', url = '/' } = request;
      await answer(Object.assign(request, { auth, method, url }), response);
    },
    [Symbol.asyncDispose]: () => handler.close(),
  };
};
