import type { McpServerSource } from '../../contracts/mcp-server-source.ts';
import type { McpLimits, McpRuntime, McpServer } from '../../contracts/mcp-servers.ts';
import type { Exchange, JsonObject, Upstream } from './upstream.ts';

/** Everything an agent needs to run a server. Holds secrets: never logged, never in workflow history. */
export interface ServerSpec {
  /** `mcp_…`, unique over all workspaces. */
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** Counts installations: an upgrade builds the next one beside the one that runs. */
  readonly installation: number;
  readonly runtime: Extract<McpRuntime, 'process' | 'container' | 'kubernetes'>;
  readonly source: Extract<McpServerSource, { kind: 'npm' | 'pypi' | 'local' | 'image' }>;
  readonly grants: McpServer['grants'];
  readonly limits: McpLimits;
  /** Environment of the server alone: plain values and secrets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly idleSleepSeconds: number | null;
}

export interface AgentServer {
  readonly id: string;
  readonly installation: number;
  /** `sleeping` wakes with the next call; `quarantined` failed too often in short time. */
  readonly state: 'created' | 'starting' | 'running' | 'sleeping' | 'stopped' | 'quarantined';
  readonly processIds: readonly number[];
  readonly startedAt: string | null;
  readonly restarts: number;
  readonly memoryBytes: number | null;
  /** Why the last process ended, in plain words; null while none did. */
  readonly lastExit: string | null;
}

/** Starts, keeps and removes servers somewhere (spec row E1): on this machine, or behind mTLS on another one. */
export interface DeploymentAgent {
  /**
   * Installs what the server needs; idempotent per id and installation. Answers the pinned version. Fails with
   * `package_not_found`, `program_folder_not_found`, `package_not_runnable`, `package_install_failed`, `image_not_found`, `runtime_not_available`,
   * `limit_exceeded` or `agent_unreachable`, as all methods may.
   */
  create(
    spec: ServerSpec,
    options?: { signal?: AbortSignal; onLog?: (line: string) => void },
  ): Promise<{ version: string }>;
  /** Runs an installation under supervision, and ends another one of the same server. Fails with `server_start_failed`, `handshake_failed`. */
  start(id: string, installation: number, signal?: AbortSignal): Promise<void>;
  /** Ends the processes; files stay. Idempotent. */
  stop(id: string): Promise<void>;
  /** Ends processes and deletes one installation, or the whole server with its data. Idempotent. */
  remove(id: string, installation?: number): Promise<void>;
  describe(id: string): Promise<AgentServer | null>;
  list(): Promise<AgentServer[]>;
  /** Last lines of stderr, oldest first. */
  logs(id: string): Promise<{ at: string; text: string }[]>;
  /**
   * Connects to a started server; wakes a sleeping one. Without `session` all callers share one process; with it the
   * process is this session's own and ends with the last connection of that session.
   */
  attach(id: string, options?: { session?: string; signal?: AbortSignal }): Promise<Upstream>;
  /** Waits for a request that was kept. Fails with `mcp_call_interrupted` when agent or server were restarted meanwhile. */
  resume(id: string, keepKey: string, exchange?: Exchange): Promise<JsonObject>;
  /** Forgets the result of a kept request; cancels it when it still runs. Idempotent. */
  forget(id: string, keepKey: string): Promise<void>;
  health(signal?: AbortSignal): Promise<{ version: string; runtimes: { name: McpRuntime; problem: string | null }[] }>;
}
