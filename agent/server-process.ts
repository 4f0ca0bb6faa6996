import { setTimeout as delay } from 'node:timers/promises';
import { fail } from '../contracts/kernel/fail.ts';
import type { JsonObject } from '../domain/mcp/upstream.ts';
import { asFailure } from '../infra/agent/agent-failure.ts';
import type { LaunchedServer } from '../infra/runtimes/runtime.ts';
import type { AgentTimings } from './agent-timings.ts';
import { ChildConnection, type ToldSettings } from './child-connection.ts';
import { ExitHistory } from './exit-history.ts';

export interface ServerProcessOptions {
  readonly name: string;
  /** Starts the process; fails with `server_start_failed`. */
  readonly launch: () => Promise<LaunchedServer>;
  readonly timings: AgentTimings;
  /** Sleeps after so long without a pending request; null never. */
  readonly idleSleepMs: number | null;
  /** Of one session alone: it ends for good when it ends. */
  readonly isSessions: boolean;
  /** Whether somebody waits for what the server may say by itself. */
  readonly isListenedTo: () => boolean;
}

type State = 'starting' | 'running' | 'sleeping' | 'stopped' | 'quarantined';

interface Restart {
  readonly timer: NodeJS.Timeout;
  readonly atMs: number;
  /** Resolves when it was tried. */
  readonly tried: PromiseWithResolvers<void>;
}

/** One process of a server, kept alive: restarted with backoff, put to sleep when idle, woken by the next request. */
export class ServerProcess {
  readonly #options: ServerProcessOptions;
  readonly #exits: ExitHistory;
  readonly #leavers = new Set<(reason: string) => void>();
  readonly #listeners = new Set<(method: string, params: JsonObject) => void>();
  readonly #told: ToldSettings = { level: null };
  #state: State = 'stopped';
  #launched: LaunchedServer | undefined;
  #current: ChildConnection | undefined;
  #starting: Promise<ChildConnection> | undefined;
  #ending: Promise<void> = Promise.resolve();
  /** From the accident until the next process is there, or could not be started. */
  #restart: Restart | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  startedAt: Date | null = null;
  restarts = 0;
  lastExit: string | null = null;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.#exits = new ExitHistory(options.timings);
  }

  get name(): string {
    return this.#options.name;
  }

  get state(): State {
    return this.#state;
  }

  /** The connection when it is there now. */
  get current(): ChildConnection | undefined {
    return this.#current;
  }

  get launched(): LaunchedServer | undefined {
    return this.#launched;
  }

  /** Called when the process ended by itself: what its callers had is gone. Returns the way to stop. */
  onLeave(listener: (reason: string) => void): () => void {
    this.#leavers.add(listener);
    return () => this.#leavers.delete(listener);
  }

  /** Notifications that belong to no request, of whichever process runs. Returns the way to stop. */
  listen(listener: (method: string, params: JsonObject) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts or wakes it; also out of quarantine. Fails with `server_start_failed`, `handshake_failed`. */
  async start(): Promise<void> {
    if (this.#state === 'stopped' || this.#state === 'quarantined') this.#exits.clear();
    this.#cancelRestart();
    try {
      await this.#launch();
    } catch (error) {
      if (this.#current === undefined) this.#state = 'stopped';
      throw error;
    }
  }

  /** Starts it as after an accident: when that fails, again and again with backoff, up to quarantine. */
  async restore(): Promise<void> {
    this.#cancelRestart();
    await this.#launch().catch((error: unknown) => {
      if (this.#state === 'starting') this.#left(reasonOf(error), 0);
    });
  }

  /** The connection, once it is there; wakes a sleeping process. */
  async connection(): Promise<ChildConnection> {
    const { name } = this.#options;
    if (this.#restart !== undefined) await this.#awaitRestart(this.#restart);
    if (this.#current !== undefined) return this.#current;
    if (this.#state === 'stopped') throw fail('mcp_server_not_running', { name, state: 'stopped' });
    if (this.#state === 'quarantined') throw fail('mcp_server_quarantined', { name });
    if (this.#restart !== undefined)
      throw fail('mcp_server_unavailable', { name, reason: `it ended (${this.lastExit}) and is started again` });
    const wasSleeping = this.#state === 'sleeping';
    try {
      return await this.#launch();
    } catch (error) {
      if (wasSleeping && this.#starting === undefined) this.#left(reasonOf(error), 0);
      throw fail('mcp_server_unavailable', { name, reason: reasonOf(error) }, { cause: error });
    }
  }

  /** Ends it for good, until the next `start`. */
  async stop(reason: string): Promise<void> {
    this.#state = 'stopped';
    this.#cancelRestart();
    clearTimeout(this.#idleTimer);
    const { endGraceMs } = this.#options.timings;
    const connection = this.#current;
    this.#current = undefined;
    this.#tellLeavers(reason);
    await this.#ending;
    await connection?.end(endGraceMs, reason);
    await this.#launched?.end(endGraceMs);
    await this.#starting?.catch(() => undefined);
    // A launch that was under way when it was stopped.
    await this.#launched?.end(endGraceMs);
  }

  /** Looks again whether it may sleep: a request ended, or a listener went. It sleeps when nobody used it for so long. */
  idleChanged(): void {
    clearTimeout(this.#idleTimer);
    const { idleSleepMs, isListenedTo } = this.#options;
    if (idleSleepMs === null || this.#state !== 'running') return;
    if ((this.#current?.pendingCount ?? 0) > 0 || isListenedTo()) return;
    const unusedMs = performance.now() - (this.#current?.usedAtMs ?? 0);
    this.#idleTimer = setTimeout(() => this.#sleep(), Math.max(0, idleSleepMs - unusedMs));
  }

  #launch(): Promise<ChildConnection> {
    if (this.#current !== undefined) return Promise.resolve(this.#current);
    this.#state = 'starting';
    this.#starting ??= this.#launchOnce().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #launchOnce(): Promise<ChildConnection> {
    const { name, timings, launch } = this.#options;
    await this.#ending;
    const launched = await launch();
    this.#launched = launched;
    void launched.exited.then(() => {
      if (this.#launched === launched) this.#launched = undefined;
    });
    if (this.#state === 'stopped') await launched.end(0);
    const connection = await ChildConnection.open({
      launched,
      name,
      handshakeMs: timings.handshakeMs,
      told: this.#told,
      isOneCallers: this.#options.isSessions,
    });
    this.startedAt = new Date();
    const beganMs = performance.now();
    this.#current = connection;
    this.#state = 'running';
    connection.onIdle = () => this.idleChanged();
    connection.listen((method, params) => {
      for (const listener of this.#listeners) listener(method, params);
    });
    void connection.closed.then((reason) => {
      if (this.#current === connection) this.#left(reason, performance.now() - beganMs);
    });
    this.idleChanged();
    return connection;
  }

  #sleep(): void {
    const connection = this.#current;
    if (connection === undefined || connection.pendingCount > 0) return;
    this.#current = undefined;
    this.#state = 'sleeping';
    this.#ending = connection.end(this.#options.timings.endGraceMs, 'it went to sleep');
  }

  /** It ended by itself, or could not be started again. */
  #left(reason: string, ranMs: number): void {
    clearTimeout(this.#idleTimer);
    this.#current = undefined;
    this.lastExit = reason;
    const verdict = this.#options.isSessions ? 'over' : this.#exits.exited(performance.now(), ranMs);
    if (verdict === 'over') this.#state = 'stopped';
    else if (verdict === 'quarantine') this.#state = 'quarantined';
    else this.#restartAfter(verdict.restartAfterMs);
    this.#tellLeavers(reason);
  }

  #restartAfter(waitMs: number): void {
    this.#state = 'starting';
    const tried = Promise.withResolvers<void>();
    const over = (failure?: string): void => {
      const isWanted = this.#restart === restart;
      if (isWanted) this.#restart = undefined;
      if (isWanted && failure !== undefined) this.#left(failure, 0);
      tried.resolve();
    };
    const timer = setTimeout(() => {
      this.restarts += 1;
      this.#launch().then(
        () => over(),
        (error: unknown) => over(reasonOf(error)),
      );
    }, waitMs);
    const restart = { timer, atMs: performance.now() + waitMs, tried };
    this.#restart = restart;
  }

  /** A caller waits for one restart and not for long: whether to try again is for the caller to say. */
  async #awaitRestart({ atMs, tried }: Restart): Promise<void> {
    const { restartPatienceMs } = this.#options.timings;
    if (atMs - performance.now() > restartPatienceMs) return;
    await Promise.race([tried.promise, delay(restartPatienceMs, undefined, { ref: false })]);
  }

  #cancelRestart(): void {
    if (this.#restart === undefined) return;
    clearTimeout(this.#restart.timer);
    this.#restart.tried.resolve();
    this.#restart = undefined;
  }

  #tellLeavers(reason: string): void {
    for (const listener of this.#leavers) listener(reason);
  }
}

const reasonOf = (error: unknown): string => {
  const { code, details } = asFailure(error);
  return typeof details['reason'] === 'string' ? details['reason'] : code;
};
