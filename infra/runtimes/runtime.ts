import type { Readable, Writable } from 'node:stream';
import type { ServerSpec } from '../../domain/mcp/deployment-agent.ts';

/** A server's process tree, however it is held. */
export interface LaunchedServer {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles once nothing of it runs any more; `reason` in plain words: "ended with code 1", "needed more than 256 MB of memory". */
  readonly exited: Promise<{ reason: string }>;
  /** Ids on this machine of every process in the tree; empty when it runs elsewhere. */
  processIds(): Promise<number[]>;
  memoryBytes(): Promise<number | null>;
  /** Asks the tree to end, kills what is left after the grace, resolves when nothing is left. Idempotent. */
  end(graceMs: number): Promise<void>;
}

export interface InstallOptions {
  readonly signal?: AbortSignal;
  readonly onLog?: (line: string) => void;
}

/** One way to hold a server: process sandbox, container, Kubernetes. */
export interface Runtime {
  readonly name: ServerSpec['runtime'];
  /** Why this runtime cannot be used here, with what to do; null when it can. */
  problem(): Promise<string | null>;
  /**
   * Installs into `folder`, which is empty and the installation's own. What cannot be finished is taken back. Fails
   * with `package_not_found`, `program_folder_not_found`, `package_not_runnable`, `package_install_failed`, `image_not_found`,
   * `runtime_not_available` or `limit_exceeded`.
   */
  install(spec: ServerSpec, folder: string, options?: InstallOptions): Promise<{ version: string }>;
  /** Starts an installation. `dataFolder` outlives installations. Fails with `server_start_failed`. */
  launch(spec: ServerSpec, folder: string, dataFolder: string): Promise<LaunchedServer>;
  /** Takes back what `install` left outside `folder` (images, cluster objects). Idempotent. */
  uninstall(spec: ServerSpec, folder: string): Promise<void>;
}
