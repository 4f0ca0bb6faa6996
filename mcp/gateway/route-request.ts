import { isObject } from '../../contracts/kernel/is-object.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { GatewayCaller } from '../../domain/mcp/gateway.ts';
import type { McpServerRecord } from '../../domain/mcp/mcp-server-store.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject } from '../../domain/mcp/upstream.ts';
import { estimateBytes } from './estimate-bytes.ts';
import { sendOrRejoin } from './send-or-rejoin.ts';
import type { ServedServer } from './served-server.ts';
import type { OwnServers } from './upstreams/own.ts';
import type { UpstreamPool } from './upstream-pool.ts';
import { withClock } from './call-clock.ts';

export interface RoutedRequest {
  readonly server: ServedServer;
  readonly method: string;
  readonly params: JsonObject;
  readonly exchange?: Exchange | undefined;
  readonly repeatable: boolean;
}

/** Sends a request of a caller to one server and answers its result with its estimated size. */
export type Route = (caller: GatewayCaller, request: RoutedRequest) => Promise<{ result: JsonObject; bytes: number }>;

export interface RouteDeps {
  readonly ownServers: Pick<OwnServers, 'open'>;
  readonly pool: Pick<UpstreamPool, 'request'>;
  /** The person whose own connection a call has to take; null: all share one. */
  readonly personAt: (record: McpServerRecord, caller: GatewayCaller) => Promise<string | null>;
  readonly maxResultBytes: number;
}

/** The longest that one of our own tools waits, and some more. */
const ownTimeoutMs = 300_000;

export const createRoute = ({ ownServers, pool, personAt, maxResultBytes }: RouteDeps): Route => {
  const send = async (caller: GatewayCaller, request: RoutedRequest): Promise<JsonObject> => {
    const { server, method, exchange, repeatable } = request;
    const params = withoutEnvelope(request.params);
    if (!server.record) {
      const upstream = await ownServers.open(server.name, caller.token);
      return await withClock(server.name, exchange?.timeoutMs ?? ownTimeoutMs, exchange, (clocked) =>
        sendOrRejoin(upstream, { name: server.name, method, params }, clocked),
      );
    }
    assertRunning(server);
    const personId = await personAt(server.record, caller);
    const { identity, sessionKey } = caller;
    const whose = { callerId: identity.id, sessionKey, personId };
    return await pool.request(server.record, { method, params, ...whose, exchange, repeatable });
  };
  return async (caller, request) => {
    const result = await send(caller, request);
    const bytes = estimateBytes(result, maxResultBytes);
    if (bytes > maxResultBytes)
      throw fail('mcp_bad_output', { name: request.server.name, reason: 'it is larger than 10 MiB' });
    return { result, bytes };
  };
};

/** While a newer installation is being deployed the older one serves. */
const assertRunning = ({ record, name }: ServedServer): void => {
  const { state } = record?.server ?? { state: 'running' as const };
  const upgrading = state === 'deploying' && (record?.installation ?? 0) > 0;
  if (state !== 'running' && state !== 'sleeping' && !upgrading) throw fail('mcp_server_not_running', { name, state });
};

const envelope = 'io.modelcontextprotocol/';

/** What the client said about itself and its progress token belong to its own connection; other `_meta` passes. */
const withoutEnvelope = (params: JsonObject): JsonObject => {
  const { _meta: meta, ...rest } = params;
  if (!isObject(meta)) return params;
  const kept = Object.entries(meta).filter(
    ([key]) => key !== 'progressToken' && (!key.startsWith(envelope) || key === `${envelope}logLevel`),
  );
  return kept.length === 0 ? rest : { ...rest, _meta: Object.fromEntries(kept) };
};

export const invalidParams = (message: string, data?: unknown): RpcError => new RpcError(-32602, message, data);
