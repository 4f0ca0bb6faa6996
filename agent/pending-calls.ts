import type { Failure } from '../contracts/kernel/fail.ts';
import type { JsonObject } from '../domain/mcp/upstream.ts';
import type { CallOwner, ChildQuestion } from './call-owner.ts';

export interface PendingCall {
  readonly id: number;
  readonly method: string;
  readonly params: JsonObject;
  readonly owner: CallOwner;
  /** What the server asked in its course and nobody answered yet. */
  readonly questions: Set<ChildQuestion>;
}

/** Requests in whose course a server may ask or tell something; lists and pings have nothing to ask. */
const conversations = new Set(['tools/call', 'prompts/get', 'resources/read', 'completion/complete', 'tasks/result']);
const relatedTask = 'io.modelcontextprotocol/related-task';

/** The requests of all callers that one server works on, by the id it knows them by. */
export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  readonly #isOneCallers: boolean;
  #lastId = 0;

  /** `isOneCallers`: all requests are of one caller, who may see every question. */
  constructor(isOneCallers = false) {
    this.#isOneCallers = isOneCallers;
  }

  get size(): number {
    return this.#calls.size;
  }

  nextId(): number {
    return (this.#lastId += 1);
  }

  add(call: PendingCall): void {
    this.#calls.set(call.id, call);
  }

  get(id: unknown): PendingCall | undefined {
    return typeof id === 'number' ? this.#calls.get(id) : undefined;
  }

  take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  /**
   * Whose answer something unreadable must be: that of the one call at work. Lists and pings, which the platform sends
   * beside it, count only when there is no call. Undefined when there are none or several.
   */
  only(): PendingCall | undefined {
    const all = [...this.#calls.values()];
    const working = all.filter(({ method }) => conversations.has(method));
    const [first, second] = working.length > 0 ? working : all;
    return second ? undefined : first;
  }

  fail(call: PendingCall, failure: Failure): void {
    if (this.#calls.delete(call.id)) call.owner.failed(failure);
  }

  failAll(failure: Failure): void {
    for (const call of this.#calls.values()) this.fail(call, failure);
  }

  /**
   * Whose request a word of the server belongs to when it does not say so. With several callers at work it cannot be
   * told, and one must never see another's question. Of one caller's it is most likely the newest that was asked nothing
   * yet, and no harm is done when it is another.
   */
  conversation(params: JsonObject): PendingCall | 'none' | 'several' {
    const taskId = taskIdIn(params);
    let found: PendingCall | 'none' | 'several' = 'none';
    for (const call of this.#calls.values()) {
      if (taskId !== undefined && call.method === 'tasks/result' && call.params['taskId'] === taskId) return call;
      if (!conversations.has(call.method)) continue;
      if (found === 'none') found = call;
      else if (!this.#isOneCallers) found = 'several';
      else if (call.questions.size === 0 || (typeof found === 'object' && found.questions.size > 0)) found = call;
    }
    return found;
  }
}

const taskIdIn = (params: JsonObject): unknown => {
  const meta = params['_meta'];
  if (typeof meta !== 'object' || meta === null) return undefined;
  const task: unknown = Reflect.get(meta, relatedTask);
  return typeof task === 'object' && task !== null ? Reflect.get(task, 'taskId') : undefined;
};
