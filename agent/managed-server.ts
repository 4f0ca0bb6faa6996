import { fail } from '../contracts/kernel/fail.ts';
import type { AgentServer, ServerSpec } from '../domain/mcp/deployment-agent.ts';
import type { Runtime } from '../infra/runtimes/runtime.ts';
import type { AgentTimings } from './agent-timings.ts';
import type { ProcessRecords } from './process-records.ts';
import type { ServerFiles } from './server-files.ts';
import { ServerProcess } from './server-process.ts';
import type { StderrRing } from './stderr-ring.ts';

const maxSessions = 64;

export interface ManagedServerOptions {
  readonly spec: ServerSpec;
  readonly runtime: Runtime;
  readonly files: ServerFiles;
  readonly records: ProcessRecords;
  readonly timings: AgentTimings;
  readonly stderr: StderrRing;
}

/** What a link holds on to: a process, and the way to let it go. */
export interface ProcessHold {
  readonly process: ServerProcess;
  /** Whether notifications of the server are waited for by this holder: it does not sleep then. */
  setListening(isListening: boolean): void;
  release(): void;
}

interface Shared {
  readonly process: ServerProcess;
  readonly holders: Set<symbol>;
  readonly listeners: Set<symbol>;
}

/** One installation of a server that runs: the process all callers share, and those of single sessions. */
export class ManagedServer {
  readonly #options: ManagedServerOptions;
  readonly #shared: Shared;
  readonly #sessions = new Map<string, Shared>();

  constructor(options: ManagedServerOptions) {
    this.#options = options;
    this.#shared = this.#newProcess();
  }

  get spec(): ServerSpec {
    return this.#options.spec;
  }

  start(): Promise<void> {
    return this.#shared.process.start();
  }

  /** Like `start`, but tries again by itself. */
  restore(): Promise<void> {
    return this.#shared.process.restore();
  }

  async stop(reason: string): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.all([this.#shared, ...sessions].map(({ process }) => process.stop(reason)));
  }

  /** Without `session` the process of all; with it the session's own, which ends when its last holder and request do. */
  async hold(session: string | undefined): Promise<ProcessHold> {
    const { name } = this.spec;
    if (session === undefined) return this.#holdOn(this.#shared, () => undefined);
    const state = this.#shared.process.state;
    if (state === 'quarantined') throw fail('mcp_server_quarantined', { name });
    if (state === 'stopped') throw fail('mcp_server_not_running', { name, state });
    let own = this.#sessions.get(session);
    if (own === undefined) {
      if (this.#sessions.size >= maxSessions) throw fail('limit_exceeded', { resource: 'sessions' });
      own = this.#newProcess({ isSessions: true });
      this.#sessions.set(session, own);
      const { holders, process } = own;
      process.onLeave(() => {
        if (holders.size === 0) this.#sessions.delete(session);
      });
    }
    const held = this.#holdOn(own, () => void this.#endSession(session, own));
    try {
      await own.process.start();
      return held;
    } catch (error) {
      held.release();
      throw error;
    }
  }

  async describe(): Promise<AgentServer> {
    const { spec } = this;
    const { process } = this.#shared;
    const launched = [this.#shared, ...this.#sessions.values()].flatMap((each) => each.process.launched ?? []);
    const [ids, memory] = await Promise.all([
      Promise.all(launched.map((each) => each.processIds())),
      Promise.all(launched.map((each) => each.memoryBytes())),
    ]);
    const known = memory.filter((bytes) => bytes !== null);
    return {
      id: spec.id,
      installation: spec.installation,
      state: process.state,
      processIds: ids.flat(),
      startedAt: process.startedAt?.toISOString() ?? null,
      restarts: process.restarts,
      memoryBytes: known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0),
      lastExit: process.lastExit,
    };
  }

  #holdOn(target: Shared, released: () => void): ProcessHold {
    const key = Symbol('holder');
    target.holders.add(key);
    const setListening = (isListening: boolean): void => {
      // Who only looked does not keep it awake: a probe every half minute would never let it sleep.
      if (isListening === target.listeners.has(key)) return;
      if (isListening) target.listeners.add(key);
      else target.listeners.delete(key);
      target.process.idleChanged();
    };
    return {
      process: target.process,
      setListening,
      release: () => {
        if (!target.holders.delete(key)) return;
        setListening(false);
        if (target.holders.size === 0) released();
      },
    };
  }

  /** A kept request of the session may still run; the process then goes once that is over. */
  async #endSession(session: string, own: Shared): Promise<void> {
    const connection = own.process.current;
    if (connection !== undefined && connection.pendingCount > 0) {
      connection.onIdle = () => {
        if (own.holders.size === 0) void this.#endSession(session, own);
      };
      return;
    }
    if (this.#sessions.get(session) === own) this.#sessions.delete(session);
    await own.process.stop('its session is over');
  }

  #newProcess({ isSessions = false } = {}): Shared {
    const { spec, runtime, files, records, timings, stderr } = this.#options;
    const listeners = new Set<symbol>();
    const process = new ServerProcess({
      name: spec.name,
      launch: async () => {
        const launched = await runtime.launch(spec, files.installationFolder(spec.installation), files.dataFolder);
        stderr.follow(launched.stderr);
        try {
          await records.follow(launched);
          return launched;
        } catch (error) {
          // Nobody could end it after an accident of this agent.
          await launched.end(0);
          throw error;
        }
      },
      timings,
      idleSleepMs: isSessions || spec.idleSleepSeconds === null ? null : spec.idleSleepSeconds * 1_000,
      isSessions,
      isListenedTo: () => listeners.size > 0,
    });
    return { process, holders: new Set(), listeners };
  }
}
