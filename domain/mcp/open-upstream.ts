import type { McpServerRecord, ServerDefinitions } from './mcp-server-store.ts';
import type { Upstream } from './upstream.ts';

/** Opens a connection of its own to a server, whatever kind it is; fails with a row of the error table. */
export type OpenUpstream = (record: McpServerRecord, options?: { signal?: AbortSignal }) => Promise<Upstream>;

/** Asks a server for everything it has, all pages, within bounds. */
export type ReadDefinitions = (upstream: Upstream, signal?: AbortSignal) => Promise<ServerDefinitions>;
