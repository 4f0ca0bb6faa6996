import { isObject } from '../../../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { type RpcRequest } from '../json-rpc.ts';
import { isLogLevel } from '../log-level.ts';

/** What each request of 2026-07-28 says of its client, in `_meta`. */
const metaOf = ({ params }: RpcRequest): JsonObject => (isObject(params['_meta']) ? params['_meta'] : {});

export const versionOf = (request: RpcRequest): unknown => metaOf(request)['io.modelcontextprotocol/protocolVersion'];

/** The client's capabilities. */
export const declaredBy = (request: RpcRequest): JsonObject => {
  const declared = metaOf(request)['io.modelcontextprotocol/clientCapabilities'];
  return isObject(declared) ? declared : {};
};

/** Name and version of the client program, as it says. */
export const clientOf = (request: RpcRequest): string | null => {
  const client = metaOf(request)['io.modelcontextprotocol/clientInfo'];
  return isObject(client) ? `${String(client['name'])} ${String(client['version'])}`.slice(0, 200) : null;
};

/** The least level of logs that this request wants; null: none at all. */
export const logLevelOf = (request: RpcRequest): string | null => {
  const level = metaOf(request)['io.modelcontextprotocol/logLevel'];
  return isLogLevel(level) ? level : null;
};
