import { inputKeyMeta } from '../contracts/agent.ts';
import { fail, type Failure } from '../contracts/kernel/fail.ts';
import { isObject } from '../contracts/kernel/is-object.ts';
import type { JsonObject } from '../domain/mcp/upstream.ts';
import type { CallOwner, ChildQuestion } from './call-owner.ts';
import type { KeptOutcome } from './kept-store.ts';

const maxOpenQuestions = 32;

/** What ends a request that nobody comes for. */
export interface Abandonment {
  readonly afterMs: number;
  readonly end: () => void;
}

/**
 * A request that outlives its callers. Each caller that comes hears the last progress and every question without an
 * answer; questions that come while nobody is there wait.
 */
export class KeptCall implements CallOwner {
  readonly #name: string;
  readonly #keep: (outcome: KeptOutcome) => Promise<void>;
  readonly #watchers: CallOwner[] = [];
  readonly #questions = new Set<ChildQuestion>();
  readonly #abandonment: Abandonment | null;
  #abandoned: NodeJS.Timeout | undefined;
  #asked = 0;
  #progress: JsonObject | undefined;
  /** The server does not work on it any more. */
  isOver = false;
  /** Set once the request is with the server. */
  cancel: (reason: string) => void = () => undefined;

  /** `abandonment`: of one that only its caller keeps alive, by coming again and again. */
  constructor(name: string, keep: (outcome: KeptOutcome) => Promise<void>, abandonment: Abandonment | null = null) {
    this.#name = name;
    this.#keep = keep;
    this.#abandonment = abandonment;
  }

  get isWatched(): boolean {
    return this.#watchers.length > 0;
  }

  /** Returns how the caller leaves; the request goes on. */
  watch(watcher: CallOwner): () => void {
    clearTimeout(this.#abandoned);
    this.#watchers.push(watcher);
    if (this.#progress !== undefined) watcher.progressed(this.#progress);
    for (const question of this.#questions) watcher.asked(question);
    return () => {
      const index = this.#watchers.indexOf(watcher);
      if (index === -1) return;
      this.#watchers.splice(index, 1);
      if (!this.isWatched) this.#left();
    };
  }

  answered(line: Buffer): void {
    void this.#end({ line }, (watcher) => watcher.answered(line));
  }

  failed(failure: Failure): void {
    // The server was gone while it worked: whether the call had its effect nobody can tell.
    const kept =
      failure.code === 'mcp_server_unavailable' ? fail('mcp_call_interrupted', { name: this.#name }) : failure;
    void this.#end({ failure: { code: kept.code, details: kept.details } }, (watcher) => watcher.failed(kept));
  }

  progressed(params: JsonObject): void {
    this.#progress = params;
    for (const watcher of this.#watchers) watcher.progressed(params);
  }

  told(method: string, params: JsonObject): void {
    for (const watcher of this.#watchers) watcher.told(method, params);
  }

  asked(question: ChildQuestion): void {
    if (this.#questions.size >= maxOpenQuestions)
      return question.reply({ error: { code: -32_603, message: 'Too many questions wait for an answer' } });
    const waiting: ChildQuestion = {
      ...(this.#abandonment ? this.#named(question) : question),
      reply: (reply) => {
        if (this.#questions.delete(waiting)) question.reply(reply);
      },
    };
    this.#questions.add(waiting);
    this.#watchers.at(-1)?.asked(waiting);
  }

  /** Lets every caller go with an outcome that is not of this run. */
  release(hand: (watcher: CallOwner) => void): void {
    this.isOver = true;
    for (const watcher of this.#watchers.splice(0)) hand(watcher);
    this.#left();
  }

  #left(): void {
    clearTimeout(this.#abandoned);
    if (this.#abandonment) this.#abandoned = setTimeout(this.#abandonment.end, this.#abandonment.afterMs).unref();
  }

  /** Whoever comes again brings answers by these names, and to another process. */
  #named({ params, ...question }: ChildQuestion): ChildQuestion {
    this.#asked += 1;
    const name = `${question.method.replace(/\/.*$/, '')}-${this.#asked}`;
    const meta = isObject(params['_meta']) ? params['_meta'] : {};
    return { ...question, params: { ...params, _meta: { [inputKeyMeta]: name, ...meta } } };
  }

  /** The outcome is safe before anybody hears of it. */
  async #end(outcome: KeptOutcome, hand: (watcher: CallOwner) => void): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    this.#questions.clear();
    await this.#keep(outcome);
    this.release(hand);
  }
}
