import { fail } from '../contracts/kernel/fail.ts';
import { asFailure, fromAgentFailure } from '../infra/agent/agent-failure.ts';
import type { CallOwner } from './call-owner.ts';
import type { RunningCall } from './child-connection.ts';
import { KeptCall } from './kept-call.ts';
import type { KeptOutcome, KeptStore } from './kept-store.ts';

export interface KeptCallsOptions {
  /** The server's name, for failures. */
  readonly name: () => string;
  readonly store: KeptStore;
  /** Results that could not be written; the caller still gets its answer. */
  readonly onWriteError: (error: unknown) => void;
  /** A parked request that nobody comes for ends after so long, and its outcome is forgotten. */
  readonly parkedMs: number;
}

/** Parked requests of one owner; one that is over makes room, else the oldest. */
const parkedPerOwner = 32;

/** The kept requests of one server: each key runs at most once, ever. */
export class KeptCalls {
  readonly #options: KeptCallsOptions;
  readonly #running = new Map<string, KeptCall>();
  /** Whose each parked request is, oldest first. */
  readonly #parked = new Map<string, string>();
  #isDiscarded = false;
  readonly #writing = new Set<Promise<void>>();

  constructor(options: KeptCallsOptions) {
    this.#options = options;
  }

  /**
   * Begins a request, or joins the one that has this key. The returned function leaves it. A request that never
   * reached the server is forgotten again, so that it can be sent anew.
   */
  async run(key: string, owner: CallOwner, begin: (owner: CallOwner) => Promise<RunningCall>): Promise<() => void> {
    const { store } = this.#options;
    const known = this.#running.get(key);
    if (known !== undefined) return known.watch(owner);
    const call = new KeptCall(this.#options.name(), (outcome) => this.#tracked(this.#keep(key, call, outcome)));
    // Taken at once: the same key may come again while the disk is asked.
    this.#running.set(key, call);
    const leave = call.watch(owner);
    let isNew = false;
    try {
      const record = await store.read(key);
      if (record !== null) {
        this.#running.delete(key);
        call.release((watcher) => this.#hand(record, watcher));
        return leave;
      }
      isNew = true;
      if (this.#isDiscarded) throw fail('mcp_call_interrupted', { name: this.#options.name() });
      await this.#tracked(store.write(key, 'begun'));
      const running = await begin(call);
      call.cancel = (reason) => running.cancel(reason);
      // Forgotten while its server woke up.
      if (call.isOver) running.cancel('not wanted any more');
      return leave;
    } catch (error) {
      this.#running.delete(key);
      if (isNew) await store.remove(key);
      leave();
      call.release((watcher) => watcher.failed(asFailure(error)));
      throw error;
    }
  }

  /**
   * Takes over a request that runs, as it has to wait for its caller, who may come back elsewhere. Answers its new owner and how
   * the caller leaves it. Nothing is written before its outcome: with this agent its server ends.
   */
  park(
    { key, owner: whose }: { key: string; owner: string },
    owner: CallOwner,
    cancel: KeptCall['cancel'],
  ): { call: CallOwner; leave: () => void } {
    // Sent again under its key: the first one lost its caller on the way.
    if (this.#running.has(key)) this.#end(key);
    const end = (): void => {
      if ((this.#running.get(key) ?? call) === call) this.#end(key);
    };
    const call: KeptCall = new KeptCall(
      this.#options.name(),
      (outcome) => this.#tracked(this.#keep(key, call, outcome)),
      { afterMs: this.#options.parkedMs, end },
    );
    call.cancel = cancel;
    if (!this.#isDiscarded) this.#running.set(key, call);
    this.#makeRoom(whose);
    this.#parked.set(key, whose);
    return { call, leave: call.watch(owner) };
  }

  /** Ends a parked request unless somebody else waits for it. */
  abandon(key: string): void {
    if (this.#running.get(key)?.isWatched === false) this.#end(key);
  }

  #end(key: string): void {
    void this.forget(key).catch(this.#options.onWriteError);
  }

  #makeRoom(whose: string): void {
    const own = [...this.#parked].flatMap(([key, owner]) => (owner === whose ? [key] : []));
    const gone = own.length < parkedPerOwner ? undefined : (own.find((key) => !this.#running.has(key)) ?? own[0]);
    if (gone !== undefined) this.#end(gone);
  }

  /** Fails with `mcp_call_interrupted` when nothing is known of the key, or only that it began. */
  async resume(key: string, owner: CallOwner): Promise<() => void> {
    const running = this.#running.get(key);
    if (running !== undefined) return running.watch(owner);
    this.#hand((await this.#options.store.read(key)) ?? 'begun', owner);
    return () => undefined;
  }

  async forget(key: string): Promise<void> {
    const running = this.#running.get(key);
    this.#running.delete(key);
    this.#parked.delete(key);
    if (running !== undefined && !running.isOver) {
      running.release((watcher) => watcher.failed(fail('mcp_call_interrupted', { name: this.#options.name() })));
      running.cancel('not wanted any more');
    }
    await this.#options.store.remove(key);
  }

  /** Resolves when every outcome so far is on disk. */
  async settled(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing);
  }

  /** Forgets all of them without a word to anybody; afterwards nothing is written any more. */
  async discard(): Promise<void> {
    this.#isDiscarded = true;
    this.#running.clear();
    this.#parked.clear();
    await this.settled();
  }

  #tracked(writing: Promise<void>): Promise<void> {
    this.#writing.add(writing);
    return writing.finally(() => this.#writing.delete(writing));
  }

  #hand(record: 'begun' | KeptOutcome, owner: CallOwner): void {
    if (record === 'begun') owner.failed(fail('mcp_call_interrupted', { name: this.#options.name() }));
    else if ('line' in record) owner.answered(record.line);
    else owner.failed(fromAgentFailure(record.failure));
  }

  async #keep(key: string, call: KeptCall, outcome: KeptOutcome): Promise<void> {
    const isWanted = (): boolean => this.#running.get(key) === call;
    if (!isWanted()) return;
    await this.#options.store.write(key, outcome).catch(this.#options.onWriteError);
    if (isWanted()) this.#running.delete(key);
    // Forgotten while it was written.
    else await this.#options.store.remove(key);
  }
}
