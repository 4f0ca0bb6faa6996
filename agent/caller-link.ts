import type { Duplex } from 'node:stream';
import { LinkAnswer, LinkNotification, linkMethods, LinkRequest } from '../contracts/agent.ts';
import { fail } from '../contracts/kernel/fail.ts';
import type { JsonObject } from '../domain/mcp/upstream.ts';
import { toAgentFailure } from '../infra/agent/agent-failure.ts';
import { corkForTurn } from '../infra/agent/cork-for-turn.ts';
import { LineReader } from '../infra/agent/line-reader.ts';
import type { CallOwner, ChildQuestion } from './call-owner.ts';
import type { KeptCalls } from './kept-calls.ts';
import { parkableOwner } from './parkable-owner.ts';
import type { ServerProcess } from './server-process.ts';

const maxLineBytes = 12 * 1_024 * 1_024;
/** A caller that does not read: so much waits for it, then its link is cut. */
const maxQueuedBytes = 64 * 1_024 * 1_024;
/** Notifications that belong to nobody are not worth much memory. */
const maxQueuedForNoticesBytes = 1_024 * 1_024;
const closingMs = 2_000;

export interface CallerLinkOptions {
  readonly socket: Duplex;
  /** Null on a link that only resumes kept requests. */
  readonly process: ServerProcess | null;
  readonly kept: KeptCalls;
  /** Whether this caller subscribed to resources: the server must not sleep then. */
  readonly onListening: (isListening: boolean) => void;
}

interface LinkCall {
  readonly cancel: (reason: string) => void;
  /** The caller is gone. */
  readonly leave: () => void;
}

/** Listens on a socket; the link lives as long as it does. */
export const openCallerLink = (options: CallerLinkOptions): CallerLink => new CallerLink(options);

/** The agent's end of a link: one caller's many requests, as newline-delimited JSON-RPC. */
class CallerLink {
  readonly #options: CallerLinkOptions;
  readonly #calls = new Map<number, LinkCall>();
  readonly #questions = new Map<number, { readonly callId: number; readonly question: ChildQuestion }>();
  readonly #subscriptions = new Set<unknown>();
  #lastQuestion = 0;
  #closingBecause: string | undefined;

  constructor(options: CallerLinkOptions) {
    this.#options = options;
    const { socket } = options;
    const reader = new LineReader(maxLineBytes, {
      line: (line) => this.#receive(line),
      tooLong: () => socket.destroy(),
    });
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      for (const call of this.#calls.values()) call.leave();
      this.#calls.clear();
    });
  }

  /** A word to the caller: `for` is its request when it belongs to one. */
  tell(method: string, params: JsonObject, forId?: number): void {
    if (forId === undefined && this.#options.socket.writableLength > maxQueuedForNoticesBytes) return;
    this.#write(
      Buffer.from(JSON.stringify({ jsonrpc: '2.0', method, params, ...(forId !== undefined && { for: forId }) })),
    );
  }

  close(reason: string): void {
    const { socket } = this.#options;
    if (socket.destroyed) return;
    this.#closingBecause = reason;
    this.tell(linkMethods.closed, { reason });
    // Kept requests hear how they ended once that is on disk.
    if (this.#calls.size === 0) socket.end();
    else setTimeout(() => socket.end(), closingMs).unref();
  }

  #receive(line: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(line.toString('utf8'));
    } catch {
      this.#options.socket.destroy();
      return;
    }
    const request = LinkRequest.safeParse(message);
    if (request.success) return this.#begin(request.data);
    const notification = LinkNotification.safeParse(message);
    if (notification.success) return this.#notified(notification.data.method, notification.data.params);
    const answer = LinkAnswer.safeParse(message);
    if (!answer.success) this.#options.socket.destroy();
    else this.#answered(answer.data.id, answer.data);
  }

  #begin(request: LinkRequest): void {
    const { id, keepKey, park } = request;
    if (this.#calls.has(id)) return void this.#options.socket.destroy();
    if (this.#closingBecause !== undefined) {
      this.#calls.set(id, { cancel: () => undefined, leave: () => undefined });
      const name = this.#options.process?.name ?? '';
      return this.#fail(id, fail('mcp_server_unavailable', { name, reason: this.#closingBecause }));
    }
    const owner = this.#owner(id);
    if (request.method === linkMethods.resume) this.#hold(id, this.#resume(request, owner), park?.key);
    else if (keepKey !== undefined) {
      const begin = (kept: CallOwner) => this.#send({ ...request, progress: true }, kept);
      this.#hold(id, this.#options.kept.run(keepKey, owner, begin));
    } else this.#direct(request, park ? parkableOwner(owner, () => this.#park(id, park, owner)) : owner);
  }

  #park(id: number, park: NonNullable<LinkRequest['park']>, owner: CallOwner): CallOwner {
    const { call, leave } = this.#options.kept.park(park, owner, this.#calls.get(id)?.cancel ?? (() => undefined));
    this.#hold(id, Promise.resolve(leave), park.key);
    return call;
  }

  #resume({ params }: LinkRequest, owner: CallOwner): Promise<() => void> {
    const key = params['keepKey'];
    return this.#options.kept.resume(typeof key === 'string' ? key : '', owner);
  }

  /** A kept request: leaving it is all this caller can do, unless it is parked under `parkKey` and nobody else is there. */
  #hold(id: number, joining: Promise<() => void>, parkKey?: string): void {
    let isLeft = false;
    let leaveNow: (() => void) | undefined;
    const leave = (): void => {
      isLeft = true;
      this.#over(id);
      leaveNow?.();
    };
    const cancel = (): void => {
      leave();
      if (parkKey !== undefined) this.#options.kept.abandon(parkKey);
    };
    this.#calls.set(id, { cancel, leave });
    joining.then(
      (found) => {
        leaveNow = found;
        if (isLeft) found();
      },
      (error: unknown) => this.#fail(id, error),
    );
  }

  #direct(request: LinkRequest, owner: CallOwner): void {
    const { id, method, params, progress } = request;
    const current = this.#options.process?.current;
    this.#watchSubscriptions(method, params);
    if (current !== undefined) {
      this.#running(id);
      const { cancel } = current.call(method, params, owner, progress);
      // A request that could not even be sent is over already.
      if (this.#calls.has(id)) this.#running(id, cancel);
      return;
    }
    let isCancelled = false;
    this.#running(id, () => (isCancelled = true));
    this.#send(request, owner).then(
      ({ cancel }) => {
        if (isCancelled) cancel('the caller is gone');
        else if (this.#calls.has(id)) this.#running(id, cancel);
      },
      (error: unknown) => this.#fail(id, error),
    );
  }

  #running(id: number, cancel: (reason: string) => void = () => undefined): void {
    const end = (reason: string): void => {
      this.#over(id);
      cancel(reason);
    };
    this.#calls.set(id, { cancel: end, leave: () => end('the caller is gone') });
  }

  async #send({ method, params, progress }: LinkRequest, owner: CallOwner) {
    const { process } = this.#options;
    if (process === null) throw fail('mcp_server_unavailable', { name: '', reason: 'this link only resumes requests' });
    const connection = process.current ?? (await process.connection());
    return connection.call(method, params, owner, progress);
  }

  #notified(method: string, params: JsonObject): void {
    const id = params['id'];
    // These speak of requests and of a connection that are not this caller's alone.
    if (method === 'notifications/cancelled' || method === 'notifications/initialized') return;
    if (method !== linkMethods.cancel && method !== linkMethods.leave)
      this.#options.process?.current?.notify(method, params);
    else if (typeof id === 'number' && method === linkMethods.leave) this.#calls.get(id)?.leave();
    else if (typeof id === 'number')
      this.#calls.get(id)?.cancel(params['reason'] === undefined ? 'cancelled' : JSON.stringify(params['reason']));
  }

  #answered(id: number, { result, error }: LinkAnswer): void {
    const question = this.#questions.get(id)?.question;
    this.#questions.delete(id);
    if (result !== undefined) question?.reply({ result });
    else question?.reply({ error: error ?? { code: -32_603, message: 'No answer' } });
  }

  #owner(id: number): CallOwner {
    return {
      answered: (line) => {
        if (this.#over(id)) this.#write(Buffer.concat([Buffer.from(`=${id} `), line]));
        this.#endWhenDone();
      },
      failed: (failure) => this.#fail(id, failure),
      progressed: (params) => this.tell('notifications/progress', params, id),
      told: (method, params) => this.tell(method, params, id),
      asked: (question) => {
        const questionId = (this.#lastQuestion += 1);
        this.#questions.set(questionId, { callId: id, question });
        const { method, params } = question;
        this.#write(Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: questionId, method, params, for: id })));
      },
    };
  }

  /** An answer to what was asked in the course of a call counts no more once that is over. Returns whether it was running. */
  #over(id: number): boolean {
    for (const [questionId, { callId }] of this.#questions) if (callId === id) this.#questions.delete(questionId);
    return this.#calls.delete(id);
  }

  #fail(id: number, error: unknown): void {
    if (this.#over(id))
      this.#write(Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, failure: toAgentFailure(error) })));
    this.#endWhenDone();
  }

  #endWhenDone(): void {
    if (this.#closingBecause !== undefined && this.#calls.size === 0) this.#options.socket.end();
  }

  #watchSubscriptions(method: string, params: JsonObject): void {
    if (method === 'resources/subscribe') this.#subscriptions.add(params['uri']);
    else if (method === 'resources/unsubscribe') this.#subscriptions.delete(params['uri']);
    else return;
    this.#options.onListening(this.#subscriptions.size > 0);
  }

  #write(line: Buffer): void {
    const { socket } = this.#options;
    if (socket.destroyed || !socket.writable) return;
    if (socket.writableLength > maxQueuedBytes) return void socket.destroy();
    corkForTurn(socket);
    socket.write(line);
    socket.write('\n');
  }
}
