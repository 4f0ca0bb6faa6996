import type { GatewayCaller, McpRequestLog } from '../../domain/mcp/gateway.ts';
import type { McpServerRecord, McpServerStore } from '../../domain/mcp/mcp-server-store.ts';
import type { DeploymentAgent } from '../../domain/mcp/deployment-agent.ts';
import type { Authorizations } from './authorizations/authorizations.ts';
import type { OwnServers } from './upstreams/own.ts';

export interface GatewayDeps {
  readonly servers: McpServerStore;
  readonly agent: Pick<DeploymentAgent, 'attach'>;
  readonly ownServers: OwnServers;
  readonly log: McpRequestLog;
  /** Values of the server's secrets by name; opened for each connection, kept nowhere. */
  readonly openSecrets: (record: McpServerRecord) => Record<string, string>;
  /** For servers elsewhere; refuses addresses that are not public. */
  readonly fetch: typeof fetch;
  /** Sign-ins of people at servers elsewhere. Absent: there are none. */
  readonly authorizations?: Pick<Authorizations, 'isPersonal' | 'fetchFor'>;
  /** Counts a tool call. Throws `rate_limited`. Absent: no limit beside that of the edge. */
  readonly takeCall?: (caller: GatewayCaller, server: string, tool: string) => Promise<void>;
  /** Tells that servers of a workspace changed, here or in another process. Returns the way to stop. */
  readonly onServersChanged?: (listener: (workspaceId: string) => void) => () => void;
  /** Tells whoever watches that a server has other tools than before. */
  readonly announce?: (record: McpServerRecord) => Promise<void>;
  readonly onError?: (error: unknown) => void;
  readonly limits?: Partial<GatewayLimits>;
}

export interface GatewayLimits {
  readonly maxResultBytes: number;
  readonly pageSize: number;
  /** Above so many tools `search_tools` and `call_tool` are listed beside them. */
  readonly searchAbove: number;
  readonly connectTimeoutMs: number;
  readonly freshMs: number;
  readonly staleMs: number;
}

export const defaultLimits: GatewayLimits = {
  maxResultBytes: 10 * 1024 * 1024,
  pageSize: 500,
  searchAbove: 60,
  connectTimeoutMs: 30_000,
  freshMs: 2_000,
  staleMs: 10_000,
};
