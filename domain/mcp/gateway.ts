import type { Identity } from '../../contracts/access.ts';
import type { McpLogEntry, McpTask } from '../../contracts/mcp-calls.ts';
import type { McpTool } from '../../contracts/mcp-servers.ts';
import type { Exchange, JsonObject } from './upstream.ts';

/** Who calls through the gateway, and how. */
export interface GatewayCaller {
  readonly identity: Identity;
  /** The token the caller came with, for our own servers alone: never sent anywhere else. */
  readonly token: string;
  /** Name and version of the client program, as it says. */
  readonly client: string | null;
  readonly era: McpLogEntry['era'];
  /** Key of a legacy session, for servers with `sharing: session`; null: a caller has no session. */
  readonly sessionKey: string | null;
  readonly correlationId: string;
  readonly locale: 'en' | 'de';
}

/** What one caller may use: all servers of the workspace as one, or a single one. Cheap to open; nothing to close but listeners. */
export interface GatewayView {
  /** Capabilities and instructions that stand for all servers together. */
  describe(): Promise<{ capabilities: JsonObject; instructions: string | null }>;
  /**
   * Serves `tools/list`, `tools/call`, `resources/list`, `resources/templates/list`, `resources/read`,
   * `resources/subscribe`, `resources/unsubscribe`, `prompts/list`, `prompts/get`, `completion/complete`,
   * `logging/setLevel`. Lists answer from the last known definitions and never wait for a server. Rejects with `RpcError` or a failure of
   * the error table.
   */
  request(method: string, params: JsonObject, exchange?: Exchange): Promise<JsonObject>;
  /** Tools with their state, for people: hidden and held ones only when `all`. */
  tools(options?: { all?: boolean }): Promise<McpTool[]>;
  /** list_changed, resources/updated, messages. Returns the way to stop. */
  listen(listener: (method: string, params: JsonObject) => void): () => void;
}

export interface ViewOptions {
  /** Narrows to one server by its name, unprefixed (`/mcp_proxy/:server`). Fails with `mcp_server_not_found` on first use. */
  readonly server?: string;
  /** `search`: lists only our own tools and two to find and call the others with, for clients with little room. */
  readonly tools?: 'all' | 'search';
}

export interface Gateway extends AsyncDisposable {
  open(caller: GatewayCaller, options?: ViewOptions): GatewayView;
}

/** Written behind the call: never makes a caller wait, and drops the oldest when the database is away too long. */
export interface McpRequestLog {
  write(entry: Omit<McpLogEntry, 'id'> & { workspaceId: string; arguments: unknown; result: unknown }): void;
}

/** Durable calls (MCP tasks): each lives in a workflow. */
export interface McpTasks {
  /** Starts a call that outlives connection and process. */
  start(
    caller: GatewayCaller,
    call: { tool: string; arguments: JsonObject; server?: string; context?: JsonObject | undefined },
  ): Promise<McpTask>;
  find(identity: Identity, taskId: string): Promise<McpTask | null>;
  list(
    identity: Identity,
    page: { cursor?: string; limit: number; status?: McpTask['status'] },
  ): Promise<{ items: McpTask[]; nextCursor: string | null }>;
  /** Waits until the task is over or asks for something. */
  settled(identity: Identity, taskId: string, signal?: AbortSignal): Promise<McpTask>;
  answer(identity: Identity, taskId: string, inputResponses: Record<string, JsonObject>): Promise<McpTask>;
  cancel(identity: Identity, taskId: string): Promise<McpTask>;
}
