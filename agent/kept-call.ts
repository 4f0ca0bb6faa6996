import { fail, type Failure } from '../contracts/kernel/fail.ts';
import type { JsonObject } from '../domain/mcp/upstream.ts';
import type { CallOwner, ChildQuestion } from './call-owner.ts';
import type { KeptOutcome } from './kept-store.ts';

const maxOpenQuestions = 32;

/**
 * A request that outlives its callers. Each caller that comes hears the last progress and every question without an
 * answer; questions that come while nobody is there wait.
 */
export class KeptCall implements CallOwner {
  readonly #name: string;
  readonly #keep: (outcome: KeptOutcome) => Promise<void>;
  readonly #watchers: CallOwner[] = [];
  readonly #questions = new Set<ChildQuestion>();
  #progress: JsonObject | undefined;
  /** The server does not work on it any more. */
  isOver = false;
  /** Set once the request is with the server. */
  cancel: (reason: string) => void = () => undefined;

  constructor(name: string, keep: (outcome: KeptOutcome) => Promise<void>) {
    this.#name = name;
    this.#keep = keep;
  }

  /** Returns how the caller leaves; the request goes on. */
  watch(watcher: CallOwner): () => void {
    this.#watchers.push(watcher);
    if (this.#progress !== undefined) watcher.progressed(this.#progress);
    for (const question of this.#questions) watcher.asked(question);
    return () => {
      const index = this.#watchers.indexOf(watcher);
      if (index !== -1) this.#watchers.splice(index, 1);
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
      ...question,
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
