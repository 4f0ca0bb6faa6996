import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { missingCapabilities } from '../client-capabilities.ts';
import { notificationMessage, rpcCodes, type RpcId, type RpcMessage } from '../json-rpc.ts';

/** Requests that a server puts to the client of a legacy session: elicitation, sampling, roots. */
export interface ClientRequests {
  /**
   * Rejects with -32601 when the client did not declare that it can answer, and with the client's own error. When the call that
   * asks is over (`signal`), the client is told to ask its user no more.
   */
  ask(
    method: string,
    params: JsonObject,
    send: (message: JsonObject) => void,
    signal: AbortSignal,
  ): Promise<JsonObject>;
  /** A response that the client posted; one that nobody waits for is dropped. */
  answer(response: Extract<RpcMessage, { kind: 'response' }>): void;
  end(): void;
}

interface Asked {
  resolve(result: JsonObject): void;
  reject(error: Error): void;
}

const maxOpen = 100;

export const createClientRequests = (declared: JsonObject): ClientRequests => {
  const asked = new Map<RpcId, Asked>();
  let count = 0;
  return {
    ask: async (method, params, send, signal) => {
      if (missingCapabilities(method, params, declared))
        throw new RpcError(rpcCodes.methodNotFound, `The client does not support ${method}`);
      if (asked.size >= maxOpen) throw new RpcError(rpcCodes.internal, 'The client has too many open requests');
      count += 1;
      const id = `g${count}`;
      const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
      const onAbort = (): void => {
        send(notificationMessage('notifications/cancelled', { requestId: id, reason: 'The call is over' }));
        reject(new RpcError(rpcCodes.internal, 'The call is over'));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      asked.set(id, { resolve, reject });
      send({ jsonrpc: '2.0', id, method, ...(Object.keys(params).length > 0 && { params }) });
      try {
        return await promise;
      } finally {
        asked.delete(id);
        signal.removeEventListener('abort', onAbort);
      }
    },
    answer: ({ id, result, error }) => {
      const waiting = asked.get(id);
      if (result) waiting?.resolve(result);
      else if (error) waiting?.reject(new RpcError(error.code, error.message, error.data));
    },
    end: () => {
      for (const { reject } of asked.values()) reject(new RpcError(rpcCodes.internal, 'The session ended'));
      asked.clear();
    },
  };
};
