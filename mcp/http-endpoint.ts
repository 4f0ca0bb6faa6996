import { toNodeHandler, type NodeMcpRequestHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createCaller } from '../contracts/kernel/client.ts';
import { fail } from '../contracts/kernel/fail.ts';
import { createServer, serverNames } from './servers/create-server.ts';

export interface HttpEndpointOptions {
  /** Where the platform's own REST API answers, without a trailing slash. */
  readonly origin: string;
  readonly onError: (error: Error) => void;
}

/**
 * Our MCP servers as one on one address, in both protocol eras: 2026-07-28, and 2025-11-25 and before without
 * sessions. The tools act with the token that the request was admitted with (`request.auth`), on this platform only.
 */
export const createHttpEndpoint = ({
  origin,
  onError,
}: HttpEndpointOptions): NodeMcpRequestHandler & AsyncDisposable => {
  const handler = createMcpHandler(
    ({ authInfo }) => {
      if (!authInfo) throw fail('unauthenticated');
      const headers = () => ({ authorization: `Bearer ${authInfo.token}` });
      return createServer(serverNames, { origin, headers, call: createCaller({ origin, headers }) });
    },
    { onerror: onError },
  );
  return Object.assign(toNodeHandler(handler), { [Symbol.asyncDispose]: () => handler.close() });
};
