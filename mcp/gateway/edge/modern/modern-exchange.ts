import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayView, ViewOptions } from '../../../../domain/mcp/gateway.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import type { EdgeCaller } from '../edge-parts.ts';
import type { RpcRequest } from '../json-rpc.ts';

/** One request of 2026-07-28 with the HTTP exchange it came by. */
export interface ModernExchange {
  readonly message: RpcRequest;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly acceptsStream: boolean;
  readonly caller: EdgeCaller;
  readonly view: ViewOptions;
}

/** The tasks extension of 2026-07-28 (SEP-2663). */
export interface ModernTasks {
  /** What `server/discover` adds to `capabilities.extensions`. */
  readonly extensions: JsonObject;
  /** Answers methods of tasks, and calls that become one; null for any other. */
  answer(exchange: ModernExchange, view: GatewayView): Promise<JsonObject | null>;
}
