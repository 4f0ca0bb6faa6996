import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../contracts/kernel/fail.ts';
import type { AgentServer, ServerSpec } from '../domain/mcp/deployment-agent.ts';
import type { Sealer } from '../infra/crypto/sealed-bytes.ts';
import type { InstallOptions, Runtime } from '../infra/runtimes/runtime.ts';
import { agentTimings, type AgentTimings } from './agent-timings.ts';
import { KeptCalls } from './kept-calls.ts';
import { KeptStore } from './kept-store.ts';
import { ManagedServer, type ProcessHold } from './managed-server.ts';
import { ProcessRecords } from './process-records.ts';
import { ServerFiles } from './server-files.ts';
import { StderrRing, type LogLine } from './stderr-ring.ts';

export interface AgentLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface AgentOptions {
  /** `DATA_DIR/agent`. */
  readonly folder: string;
  readonly runtimes: readonly Runtime[];
  readonly sealer: Sealer;
  readonly log: AgentLog;
  readonly version: string;
  readonly timings?: AgentTimings;
}

/** What stays of a server while its processes come and go. */
interface Entry {
  readonly files: ServerFiles;
  readonly kept: KeptCalls;
  readonly stderr: StderrRing;
  running: ManagedServer | null;
  /** Changes of one server happen one after the other. */
  turn: Promise<unknown>;
}

interface Install {
  readonly id: string;
  readonly installation: number;
  readonly done: Promise<{ version: string }>;
  readonly abort: AbortController;
}

const startedAtOnce = 2;
const nothing = (): void => undefined;
const notInstalled = (): never => {
  throw fail('server_start_failed', { reason: 'this installation does not exist' });
};

/** Installs, runs and removes servers on this machine; the methods are those of the port `DeploymentAgent`. */
export class Agent {
  readonly #options: AgentOptions;
  readonly #records: ProcessRecords;
  readonly #entries = new Map<string, Entry>();
  readonly #installs = new Map<string, Install>();

  private constructor(options: AgentOptions) {
    this.#options = options;
    this.#records = new ProcessRecords(join(options.folder, 'processes'));
  }

  /** Ends and cleans what an earlier agent left, and starts the servers it had started, behind the scenes. */
  static async open(options: AgentOptions): Promise<Agent> {
    const agent = new Agent(options);
    const ended = await agent.#records.endLeftovers();
    if (ended > 0) options.log.warn({ processes: ended }, 'processes of an earlier agent ended');
    const ids = await readdir(join(options.folder, 'servers')).catch(() => []);
    const wanted: { id: string; installation: number }[] = [];
    for (const id of ids) {
      const { files } = agent.#entry(id);
      await agent.#cleanUp(files);
      const installation = await files.desired();
      if (installation !== null) wanted.push({ id, installation });
    }
    const next = async (): Promise<void> => {
      for (let each = wanted.shift(); each !== undefined; each = wanted.shift())
        await agent.start(each.id, each.installation).catch((error: unknown) => {
          options.log.warn({ server: each?.id, err: error }, 'server not started again');
        });
    };
    for (let index = 0; index < startedAtOnce; index += 1) void next();
    return agent;
  }

  create(spec: ServerSpec, options: InstallOptions = {}): Promise<{ version: string }> {
    const key = `${spec.id}/${spec.installation}`;
    const running = this.#installs.get(key);
    if (running !== undefined) return running.done;
    const abort = new AbortController();
    const signal = options.signal === undefined ? abort.signal : AbortSignal.any([options.signal, abort.signal]);
    const done = this.#install(spec, { ...options, signal }).finally(() => this.#installs.delete(key));
    this.#installs.set(key, { id: spec.id, installation: spec.installation, done, abort });
    return done;
  }

  start(id: string, installation: number): Promise<void> {
    return this.#inTurn(id, notInstalled, async (entry) => {
      const installed = await entry.files.read(installation);
      if (installed === null) return notInstalled();
      if (entry.running?.spec.installation !== installation) {
        await entry.running?.stop('another version takes its place');
        entry.running = new ManagedServer({
          ...entry,
          spec: installed.spec,
          runtime: this.#runtime(installed.spec),
          records: this.#records,
          timings: this.#options.timings ?? agentTimings,
        });
      }
      await entry.files.setDesired(installation);
      await entry.running.start();
      this.#options.log.info({ server: id, installation }, 'server started');
    });
  }

  stop(id: string): Promise<void> {
    return this.#inTurn(id, nothing, async (entry) => {
      if ((await entry.files.desired()) !== null) await entry.files.setDesired(null);
      await entry.running?.stop('it was stopped');
    });
  }

  async remove(id: string, installation?: number): Promise<void> {
    await this.#endInstalls(id, installation);
    return this.#inTurn(id, nothing, async (entry) => {
      const { files } = entry;
      if (installation === undefined || entry.running?.spec.installation === installation) {
        await entry.running?.stop('it was removed');
        entry.running = null;
        if ((await files.desired()) !== null) await files.setDesired(null);
      }
      const gone = installation === undefined ? await files.installations() : [installation];
      for (const each of gone) {
        const installed = await files.read(each);
        if (installed !== null)
          await this.#runtime(installed.spec).uninstall(installed.spec, files.installationFolder(each));
        await files.removeInstallation(each);
      }
      if (installation !== undefined && (await files.installations()).length > 0) return;
      await files.removeAll();
      this.#entries.delete(id);
    });
  }

  async describe(id: string): Promise<AgentServer | null> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    if (entry.running !== null) return entry.running.describe();
    const installation = (await entry.files.installations()).at(-1);
    if (installation === undefined) return null;
    const nothing = { processIds: [], startedAt: null, restarts: 0, memoryBytes: null, lastExit: null };
    return { id, installation, state: 'created', ...nothing };
  }

  async list(): Promise<AgentServer[]> {
    const all = await Promise.all([...this.#entries.keys()].map((id) => this.describe(id)));
    return all.filter((each) => each !== null);
  }

  logs(id: string): readonly LogLine[] {
    return this.#entries.get(id)?.stderr.lines ?? [];
  }

  async health(): Promise<{ version: string; runtimes: { name: Runtime['name']; problem: string | null }[] }> {
    const { runtimes, version } = this.#options;
    return {
      version,
      runtimes: await Promise.all(runtimes.map(async (each) => ({ name: each.name, problem: await each.problem() }))),
    };
  }

  /** For a link: the process it talks to. Wakes a sleeping server. */
  async hold(id: string, session?: string): Promise<ProcessHold> {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw fail('mcp_server_not_found', { id });
    // A start that is under way is worth waiting for; `turn` never rejects.
    if (entry.running === null) await entry.turn;
    if (entry.running === null) throw fail('mcp_server_not_running', { name: id, state: 'stopped' });
    return entry.running.hold(session);
  }

  kept(id: string): KeptCalls | null {
    return this.#entries.get(id)?.kept ?? null;
  }

  /** Ends every process; what is started starts again with the next agent. */
  async close(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(async (entry) => entry.running?.stop('the agent ends')));
  }

  async #install(spec: ServerSpec, options: InstallOptions): Promise<{ version: string }> {
    const { files } = this.#entry(spec.id);
    const runtime = this.#runtime(spec);
    const known = await files.read(spec.installation);
    if (known !== null) {
      // The same installation with other secrets or limits.
      await files.finish({ spec, version: known.version });
      return { version: known.version };
    }
    const problem = await runtime.problem();
    if (problem !== null) throw fail('runtime_not_available', { runtime: spec.runtime, reason: problem });
    const folder = await files.begin(spec);
    try {
      const { version } = await runtime.install(spec, folder, options);
      options.signal?.throwIfAborted();
      await files.finish({ spec, version });
      return { version };
    } catch (error) {
      await runtime.uninstall(spec, folder);
      await files.removeInstallation(spec.installation);
      await this.#forgetWhenEmpty(spec.id, files);
      throw error;
    }
  }

  async #endInstalls(id: string, installation: number | undefined): Promise<void> {
    for (const each of this.#installs.values()) {
      if (each.id !== id || (installation !== undefined && each.installation !== installation)) continue;
      each.abort.abort();
      await each.done.catch(() => undefined);
    }
  }

  async #cleanUp(files: ServerFiles): Promise<void> {
    for (const { installation, spec } of await files.unfinished()) {
      const runtime = this.#options.runtimes.find(({ name }) => name === spec?.runtime);
      if (spec !== null) await runtime?.uninstall(spec, files.installationFolder(installation));
      await files.removeInstallation(installation);
    }
    await new KeptStore(files.keptFolder, this.#options.sealer).removeOld(new Date());
    await this.#forgetWhenEmpty(files.id, files);
  }

  async #forgetWhenEmpty(id: string, files: ServerFiles): Promise<void> {
    if ((await files.installations()).length > 0) return;
    await files.removeAll();
    this.#entries.delete(id);
  }

  #entry(id: string): Entry {
    const { folder, sealer, log } = this.#options;
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const files = new ServerFiles(id, join(folder, 'servers', id), sealer);
    const kept = new KeptCalls({
      name: () => this.#entries.get(id)?.running?.spec.name ?? id,
      store: new KeptStore(files.keptFolder, sealer),
      onWriteError: (error) => log.warn({ server: id, err: error }, 'result of a kept request not written'),
    });
    const entry: Entry = { files, kept, stderr: new StderrRing(), running: null, turn: Promise.resolve() };
    this.#entries.set(id, entry);
    return entry;
  }

  async #inTurn<Result>(id: string, nothing: () => Result, act: (entry: Entry) => Promise<Result>): Promise<Result> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return nothing();
    const done = entry.turn.then(() => act(entry));
    entry.turn = done.catch(() => undefined);
    return done;
  }

  #runtime(spec: ServerSpec): Runtime {
    const runtime = this.#options.runtimes.find(({ name }) => name === spec.runtime);
    if (runtime === undefined)
      throw fail('runtime_not_available', { runtime: spec.runtime, reason: 'this agent does not have it' });
    return runtime;
  }
}
