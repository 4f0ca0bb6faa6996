import type { TaskPiece } from './tasks/task-piece.ts';

/** A JSON-RPC params or result object, as it crosses the wire. */
export type JsonObject = Record<string, unknown>;

export interface McpProgress {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** A request that may have to wait for its caller, who answers what the server asks by coming again. */
export interface Park {
  /** Under which the server's agent keeps the request from the first question on. */
  readonly key: string;
  /** Of whom the agent keeps so many. */
  readonly owner: string;
  /** The request was made before and is joined, by whichever process. */
  readonly rejoins: boolean;
  /** The request is kept: whoever leaves it with `ParkedCall` does not end it. Otherwise it lives in this process alone. */
  readonly onKept: () => void;
}

/** What travels beside one MCP request, in both directions. */
export interface Exchange {
  /** Aborting cancels the request on the server too. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly onProgress?: (progress: McpProgress) => void;
  /** Params of a `notifications/message` that belongs to this request. */
  readonly onLog?: (params: JsonObject) => void;
  /** `elicitation/create`, `sampling/createMessage` or `roots/list` from the server; rejects when the caller cannot answer. */
  readonly onRequest?: (method: string, params: JsonObject) => Promise<JsonObject>;
  /**
   * The request survives its caller: it may be asked for again with the same key (`DeploymentAgent.resume`). Unique
   * over all servers; only agents know it, other upstreams ignore it. Aborting `signal` then ends the wait alone:
   * whoever comes with the same key joins the request that runs, or gets its answer.
   */
  readonly keepKey?: string;
  readonly park?: Park;
  /** Our own long tools alone hear of it. */
  readonly piece?: TaskPiece;
}

export interface UpstreamInfo {
  readonly protocolVersion: string;
  readonly serverInfo: Readonly<{ name: string; version: string; title?: string }>;
  readonly capabilities: JsonObject;
  readonly instructions: string | null;
}

/**
 * An open connection to one MCP server, whatever carries it: a child process behind the agent, streamable HTTP, SSE,
 * an HTTP tool server, or one of our own in memory. The handshake is over once it exists.
 */
export interface Upstream extends AsyncDisposable {
  readonly info: UpstreamInfo;
  /**
   * The result as the server gave it. Rejects with `RpcError` for a JSON-RPC error of the server, and with a failure
   * from the error table otherwise: `mcp_server_unavailable` (gone), `mcp_bad_output` (garbage, too large),
   * `mcp_call_timeout`.
   */
  request(method: string, params: JsonObject, exchange?: Exchange): Promise<JsonObject>;
  /** Joins a parked request. Fails with `mcp_call_interrupted` when it is not there any more. Absent: nothing is kept. */
  rejoin?(park: Park, exchange: Exchange): Promise<JsonObject>;
  notify(method: string, params: JsonObject): void;
  /** Notifications that belong to no request: list_changed, resources/updated, messages. Returns the way to stop. */
  listen(listener: (method: string, params: JsonObject) => void): () => void;
  /** Settles with a plain reason when the connection is over. Never rejects. */
  readonly closed: Promise<string>;
}
