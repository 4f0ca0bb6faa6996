import { fail, type Failure } from '../contracts/kernel/fail.ts';
import type { JsonObject, UpstreamInfo } from '../domain/mcp/upstream.ts';
import { corkForTurn } from '../infra/agent/cork-for-turn.ts';
import type { LaunchedServer } from '../infra/runtimes/runtime.ts';
import type { CallOwner, ChildQuestion } from './call-owner.ts';
import type { ChildMessage } from './child-message.ts';
import { outputLimits, readChildOutput, type OutputLimits } from './child-output.ts';
import { shakeHands } from './handshake.ts';
import { PendingCalls, type PendingCall } from './pending-calls.ts';

/** A server that does not read its input: so much waits for it at most. */
const maxQueuedBytes = 16 * 1_024 * 1_024;
const endedOutputMs = 500;

export interface ChildConnectionOptions {
  readonly launched: LaunchedServer;
  /** The server's name, for failures. */
  readonly name: string;
  readonly handshakeMs: number;
  /** Kept while processes come and go: each new one is told what an earlier one was. */
  readonly told?: ToldSettings;
  readonly limits?: OutputLimits;
  /** A session's own process: whoever calls is the same caller. */
  readonly isOneCallers?: boolean;
}

/** What callers set on a server for longer than one request. */
export interface ToldSettings {
  /** Params of the last `logging/setLevel`. */
  level: JsonObject | null;
}

export interface RunningCall {
  /** Tells the server that nobody waits any more. */
  cancel(reason: string): void;
}

/** MCP over a process's stdin and stdout: one handshake, any number of callers. */
export class ChildConnection {
  readonly #options: ChildConnectionOptions;
  readonly #calls: PendingCalls;
  readonly #listeners = new Set<(method: string, params: JsonObject) => void>();
  #info: UpstreamInfo | undefined;
  #isUsed = false;
  #usedAtMs = performance.now();
  #reason: string | undefined;
  /** Called whenever the last pending request is over. */
  onIdle: () => void = () => undefined;
  /** Settles with a plain reason once the process is gone. */
  readonly closed: Promise<string>;

  private constructor(options: ChildConnectionOptions) {
    this.#options = options;
    this.#calls = new PendingCalls(options.isOneCallers);
    const { launched } = options;
    launched.stdin.on('error', () => undefined);
    this.closed = launched.exited.then(({ reason }) => {
      this.#reason ??= reason;
      const failure = this.#unavailable(this.#reason);
      this.#settled(() => this.#calls.failAll(failure));
      return this.#reason;
    });
    // Most often the process is just ending: its own reason says more.
    const endSoon = (reason: string) => (): void => {
      const timer = setTimeout(() => this.#giveUp(reason), endedOutputMs);
      void this.closed.then(() => clearTimeout(timer));
    };
    launched.stdout.once('end', endSoon('closed its output'));
    launched.stdin.once('close', endSoon('closed its input'));
    readChildOutput(launched.stdout, options.limits ?? outputLimits, {
      message: (message, line) => this.#receive(message, line),
      overlong: (id) => this.#failOverlong(id),
      overlongUnknown: () => this.#calls.failAll(this.#badOutput('its answer is larger than 10 MB')),
      endless: () => this.#giveUp('wrote a line without end'),
    });
  }

  /** Fails with `handshake_failed`, or `server_start_failed` when the process ends meanwhile; nothing runs then. */
  static async open(options: ChildConnectionOptions): Promise<ChildConnection> {
    const connection = new ChildConnection(options);
    try {
      connection.#info = await shakeHands(connection, options.handshakeMs);
      const level = options.told?.level;
      if (level) connection.call('logging/setLevel', level, nobody);
      return connection;
    } catch (error) {
      await options.launched.end(0);
      throw error;
    }
  }

  get info(): UpstreamInfo {
    if (this.#info === undefined) throw new Error('the handshake is not over');
    return this.#info;
  }

  get pendingCount(): number {
    return this.#calls.size;
  }

  /** When it last did something for a caller. A ping is no use: who only looks does not keep a server awake. */
  get usedAtMs(): number {
    return this.#usedAtMs;
  }

  /** Sends a request; its owner hears everything else. The owner's progress token is replaced by one of this connection. */
  call(method: string, params: JsonObject, owner: CallOwner, wantsProgress = false): RunningCall {
    const id = this.#calls.nextId();
    const call = { id, method, params, owner, questions: new Set<ChildQuestion>() };
    if (method !== 'ping') this.#isUsed = true;
    if (method === 'logging/setLevel' && this.#options.told) this.#options.told.level = params;
    this.#calls.add(call);
    const problem = this.#send({ jsonrpc: '2.0', id, method, params: withToken(params, wantsProgress ? id : null) });
    if (problem !== null) this.#settled(() => this.#calls.fail(call, this.#unavailable(problem)));
    return {
      cancel: (reason) => {
        if (this.#calls.get(id) !== call) return;
        this.#calls.take(id);
        this.notify('notifications/cancelled', { requestId: id, reason });
        this.#settled(() => this.#passOn(call));
      },
    };
  }

  notify(method: string, params: JsonObject): void {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  listen(listener: (method: string, params: JsonObject) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(graceMs: number, reason: string): Promise<void> {
    this.#reason ??= reason;
    return this.#options.launched.end(graceMs);
  }

  #send(message: JsonObject): string | null {
    const { stdin } = this.#options.launched;
    if (this.#reason !== undefined) return this.#reason;
    // It is just ending; why, is known in a moment.
    if (!stdin.writable) return null;
    if (stdin.writableLength > maxQueuedBytes) return 'it does not read its input';
    corkForTurn(stdin);
    stdin.write(`${JSON.stringify(message)}\n`);
    return null;
  }

  /** Returns whether somebody waited for it. */
  #receive(message: ChildMessage, line: Buffer): boolean {
    if (message.kind === 'answer') {
      const call = this.#calls.take(message.id);
      if (call === undefined) return false;
      this.#settled(() => call.owner.answered(line));
      this.#passOn(call);
      return true;
    }
    if (message.kind === 'question') this.#ask(message);
    else if (message.kind === 'notice') this.#tell(message.method, message.params);
    else this.#garbage();
    return false;
  }

  #ask({ id, method, params }: Extract<ChildMessage, { kind: 'question' }>): void {
    let isAnswered = false;
    const reply = (answer: JsonObject): void => {
      if (isAnswered) return;
      isAnswered = true;
      this.#send({ jsonrpc: '2.0', id, ...answer });
    };
    if (method === 'ping') return reply({ result: {} });
    this.#pass({ method, params, reply });
  }

  #pass({ method, params, reply }: ChildQuestion): void {
    const call = this.#calls.conversation(params);
    if (call === 'none' && method === 'roots/list') return reply({ result: { roots: [] } });
    if (call === 'none') return reply({ error: { code: -32_600, message: 'No request is being worked on' } });
    if (call === 'several')
      return reply({
        error: {
          code: -32_600,
          message: 'Several requests are being worked on, and this does not say which it is for',
        },
      });
    const question: ChildQuestion = {
      method,
      params,
      reply: (answer) => {
        call.questions.delete(question);
        reply(answer);
      },
    };
    call.questions.add(question);
    call.owner.asked(question);
  }

  /** A question outlived the call it was taken to be of: another one of the same caller asked it. */
  #passOn({ questions }: PendingCall): void {
    const over = { error: { code: -32_600, message: 'The request is over' } };
    for (const question of questions)
      if (this.#options.isOneCallers) this.#pass(question);
      else question.reply(over);
  }

  #tell(method: string, params: JsonObject): void {
    if (method === 'notifications/progress') {
      const { progressToken, ...progress } = params;
      return this.#calls.get(progressToken)?.owner.progressed(progress);
    }
    if (method === 'notifications/cancelled') return;
    const call = method === 'notifications/message' ? this.#calls.conversation(params) : 'none';
    if (typeof call === 'object') return call.owner.told(method, params);
    for (const listener of this.#listeners) listener(method, params);
  }

  #garbage(): void {
    // Many a server greets on stdout; that need not spoil its start.
    const only = this.#info === undefined ? undefined : this.#calls.only();
    if (only !== undefined)
      this.#settled(() => this.#calls.fail(only, this.#badOutput('it wrote something that is no MCP message')));
  }

  #failOverlong(id: number | 'only'): boolean {
    const call = id === 'only' ? this.#calls.only() : this.#calls.get(id);
    if (call === undefined) return false;
    this.#settled(() => this.#calls.fail(call, this.#badOutput('its answer is larger than 10 MB')));
    this.#passOn(call);
    return true;
  }

  #giveUp(reason: string): void {
    this.#reason ??= reason;
    this.#calls.failAll(this.#unavailable(reason));
    void this.#options.launched.end(0);
  }

  #settled(act: () => void = () => undefined): void {
    act();
    if (this.#calls.size > 0) return;
    if (this.#isUsed) this.#usedAtMs = performance.now();
    this.#isUsed = false;
    this.onIdle();
  }

  #unavailable(reason: string): Failure {
    return fail('mcp_server_unavailable', { name: this.#options.name, reason });
  }

  #badOutput(reason: string): Failure {
    return fail('mcp_bad_output', { name: this.#options.name, reason });
  }
}

/** Nobody waits for the answer. */
const nobody: CallOwner = {
  answered: () => undefined,
  failed: () => undefined,
  progressed: () => undefined,
  told: () => undefined,
  asked: ({ reply }) => reply({ error: { code: -32_600, message: 'No request is being worked on' } }),
};

/** A caller's own token means nothing to the server: it must see one that is unique over all callers, or none. */
const withToken = (params: JsonObject, token: number | null): JsonObject => {
  const meta = params['_meta'];
  const given = typeof meta === 'object' && meta !== null ? { ...meta } : {};
  Reflect.deleteProperty(given, 'progressToken');
  if (token !== null) return { ...params, _meta: { ...given, progressToken: token } };
  return meta === undefined ? params : { ...params, _meta: given };
};
