import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fail } from '../contracts/kernel/fail.ts';
import type { AgentServer, ServerSpec } from '../domain/mcp/deployment-agent.ts';
import type { Sealer } from '../infra/crypto/sealed-bytes.ts';
import type { InstallOptions, Runtime } from '../infra/runtimes/runtime.ts';
import { agentTimings, type AgentTimings } from './agent-timings.ts';
import { KeptCalls } from './kept-calls.ts';
import { KeptStore } from './kept-store.ts';
import { Installs } from './installs.ts';
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
  /** Under way, or waiting its turn: nothing is installed until it is over. */
  removal: Promise<void> | null;
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
  #isClosing = false;
  readonly #installs = new Installs();

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
      await agent.#cleanUp(files).catch((error: unknown) => {
        options.log.warn({ server: id, err: error }, 'what is left of a server could not be cleaned up');
      });
      const installation = await files.desired();
      if (installation !== null) wanted.push({ id, installation });
    }
    const next = async (): Promise<void> => {
      for (let each = wanted.shift(); each !== undefined; each = wanted.shift())
        await agent.#start(each.id, each.installation, true).catch((error: unknown) => {
          options.log.warn({ server: each?.id, err: error }, 'server not started again');
        });
    };
    for (let index = 0; index < startedAtOnce; index += 1) void next();
    return agent;
  }

  async create(spec: ServerSpec, options: InstallOptions = {}): Promise<{ version: string }> {
    this.#refuseWhenClosing();
    let entry = this.#entry(spec.id);
    // What a removal deletes must not be what is just being installed again.
    while (entry.removal !== null) {
      await entry.removal.catch(() => undefined);
      entry = this.#entry(spec.id);
    }
    const { files } = entry;
    try {
      return await this.#installs.install(spec, files, this.#runtime(spec), options);
    } finally {
      await this.#forgetWhenEmpty(files);
    }
  }

  start(id: string, installation: number): Promise<void> {
    return this.#start(id, installation, false);
  }

  #start(id: string, installation: number, restored: boolean): Promise<void> {
    return this.#inTurn(id, notInstalled, async (entry) => {
      const installed = await entry.files.read(installation);
      if (installed === null) return notInstalled();
      this.#refuseWhenClosing();
      let { running } = entry;
      if (running === null || !isDeepStrictEqual(running.spec, installed.spec)) {
        await running?.stop('another version takes its place');
        running = this.#manage(entry, installed.spec);
        entry.running = running;
      }
      await (restored ? running.restore() : running.start());
      await entry.files.setDesired(installation);
      this.#options.log.info({ server: id, installation }, 'server started');
    });
  }

  #manage(entry: Entry, spec: ServerSpec): ManagedServer {
    const timings = this.#options.timings ?? agentTimings;
    return new ManagedServer({ ...entry, spec, runtime: this.#runtime(spec), records: this.#records, timings });
  }

  stop(id: string): Promise<void> {
    return this.#inTurn(id, nothing, async (entry) => {
      if ((await entry.files.desired()) !== null) await entry.files.setDesired(null);
      await entry.running?.stop('it was stopped');
    });
  }

  async remove(id: string, installation?: number): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    const removal = this.#remove(id, installation).finally(() => {
      if (entry.removal === removal) entry.removal = null;
    });
    entry.removal = removal;
    await removal;
  }

  async #remove(id: string, installation?: number): Promise<void> {
    await this.#installs.end(id, installation);
    return this.#inTurn(id, nothing, async (entry) => {
      const { files } = entry;
      if (installation === undefined || entry.running?.spec.installation === installation) {
        await entry.running?.stop('it was removed');
        entry.running = null;
        if ((await files.desired()) !== null) await files.setDesired(null);
      }
      const gone = installation === undefined ? await files.installations() : [installation];
      for (const each of gone) {
        await this.#uninstall(files, each, (await files.read(each))?.spec ?? null);
      }
      if (installation !== undefined && !(await files.isEmpty())) return;
      await entry.kept.discard();
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
    this.#refuseWhenClosing();
    const entry = this.#entries.get(id);
    if (entry === undefined) throw fail('mcp_server_not_found', { id });
    // After a start of the agent the first caller need not wait for its server's turn.
    const desired = entry.running === null ? await entry.files.desired() : null;
    if (desired !== null) await this.#start(id, desired, true);
    if (entry.running === null) throw fail('mcp_server_not_running', { name: id, state: 'stopped' });
    return entry.running.hold(session);
  }

  kept(id: string): KeptCalls | null {
    return this.#entries.get(id)?.kept ?? null;
  }

  /** Ends every process; what is started starts again with the next agent. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#installs.end();
    await Promise.all(
      [...this.#entries.values()].map(async (entry) => {
        await entry.running?.stop('the agent ends');
        await entry.turn;
        await entry.running?.stop('the agent ends');
        await entry.kept.settled();
      }),
    );
  }

  async #cleanUp(files: ServerFiles): Promise<void> {
    for (const { installation, spec } of await files.unfinished()) await this.#uninstall(files, installation, spec);
    await new KeptStore(files.keptFolder, this.#options.sealer).removeOld(new Date());
    await this.#forgetWhenEmpty(files);
  }

  async #uninstall(files: ServerFiles, installation: number, spec: ServerSpec | null): Promise<void> {
    // A runtime that this agent has no more need not keep a server's files here.
    const runtime = this.#options.runtimes.find(({ name }) => name === spec?.runtime);
    if (spec !== null) await runtime?.uninstall(spec, files.installationFolder(installation));
    await files.removeInstallation(installation);
  }

  async #forgetWhenEmpty(files: ServerFiles): Promise<void> {
    if (!(await files.isEmpty())) return;
    await files.removeAll();
    this.#entries.delete(files.id);
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
      parkedMs: (this.#options.timings ?? agentTimings).parkedMs,
    });
    const entry: Entry = {
      files,
      kept,
      stderr: new StderrRing(),
      running: null,
      turn: Promise.resolve(),
      removal: null,
    };
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

  #refuseWhenClosing(): void {
    if (this.#isClosing) throw fail('agent_unreachable');
  }

  #runtime(spec: ServerSpec): Runtime {
    const runtime = this.#options.runtimes.find(({ name }) => name === spec.runtime);
    if (runtime === undefined)
      throw fail('runtime_not_available', { runtime: spec.runtime, reason: 'this agent does not have it' });
    return runtime;
  }
}
