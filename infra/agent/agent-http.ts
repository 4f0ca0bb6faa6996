import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as SecureAgent, request as httpsRequest } from 'node:https';
import { Agent as PlainAgent } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { z } from 'zod';
import { agentProtocol, AgentReplies } from '../../contracts/agent.ts';
import { fail, Failure } from '../../contracts/kernel/fail.ts';
import { fromAgentFailure } from './agent-failure.ts';
import { LineReader } from './line-reader.ts';

export type AgentTarget =
  | { readonly socketPath: string }
  /** `https://host:port`, and PEM texts: our certificate, its key, and who signed the agent's. */
  | { readonly url: string; readonly cert: string; readonly key: string; readonly ca: string };

const maxReplyBytes = 16 * 1_024 * 1_024;
const connectMs = 5_000;

export interface AgentCall<Reply> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly reply: z.ZodType<Reply>;
  readonly signal?: AbortSignal | undefined;
}

/** Plain requests to an agent; a connection that cannot be made or breaks is `agent_unreachable`. */
export class AgentHttp {
  readonly #options: RequestOptions;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: PlainAgent | SecureAgent;
  readonly #send: (options: RequestOptions) => ClientRequest;

  constructor(target: AgentTarget) {
    if ('socketPath' in target) {
      this.#options = { socketPath: target.socketPath };
      this.#headers = { host: 'agent' };
      this.#agent = new PlainAgent({ keepAlive: true });
      this.#send = httpRequest;
    } else {
      const { hostname, port } = new URL(target.url);
      const { cert, key, ca } = target;
      this.#options = { hostname, port };
      this.#headers = {};
      this.#agent = new SecureAgent({ keepAlive: true, cert, key, ca, minVersion: 'TLSv1.3' });
      this.#send = httpsRequest;
    }
  }

  async call<Reply>(call: AgentCall<Reply>): Promise<Reply> {
    let last: Reply | undefined;
    await this.lines({ ...call, onLine: (line) => (last = line) });
    if (last === undefined) throw fail('agent_unreachable');
    return last;
  }

  /** Each line of the answer as it comes; a failure among them is thrown. */
  async lines<Reply>(call: AgentCall<Reply> & { onLine: (line: Reply) => void }): Promise<void> {
    const { method, path, body, signal, reply, onLine } = call;
    const request = this.#send({
      ...this.#options,
      agent: this.#agent,
      method,
      path,
      ...(signal !== undefined && { signal }),
      headers: { ...this.#headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    });
    limitConnecting(request);
    request.end(body === undefined ? undefined : JSON.stringify(body));
    try {
      await readLines(await responseOf(request), (line) => onLine(readReply(line, reply)));
    } catch (error) {
      request.destroy();
      throw unreachable(error, signal);
    }
  }

  /** An open link; its first bytes may have come already and are in the socket. */
  async upgrade(path: string, signal?: AbortSignal): Promise<Duplex> {
    const request = this.#send({
      ...this.#options,
      ...('socketPath' in this.#options ? {} : { agent: this.#agent }),
      method: 'GET',
      path,
      headers: { ...this.#headers, connection: 'Upgrade', upgrade: agentProtocol },
      ...(signal !== undefined && { signal }),
    });
    limitConnecting(request);
    request.end();
    const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
    request.once('error', reject);
    request.once('upgrade', (_response, socket, head) => {
      if (socket instanceof Socket) socket.setNoDelay(true);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.once('response', (response) => {
      readLines(response, (line) => readReply(line, AgentReplies.done)).then(
        () => reject(fail('agent_unreachable')),
        reject,
      );
    });
    return promise.catch((error: unknown) => {
      throw unreachable(error, signal);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

const responseOf = (request: ClientRequest): Promise<IncomingMessage> => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.once('response', resolve);
  request.once('error', reject);
  return promise;
};

const readLines = async (response: IncomingMessage, onLine: (line: Buffer) => void): Promise<void> => {
  let problem: unknown;
  const reader = new LineReader(maxReplyBytes, {
    line: (line) => {
      if (problem === undefined) onLine(line);
    },
    tooLong: () => (problem = fail('agent_unreachable')),
  });
  for await (const chunk of response) if (Buffer.isBuffer(chunk)) reader.push(chunk);
  if (problem instanceof Failure) throw problem;
};

const readReply = <Reply>(line: Buffer, reply: z.ZodType<Reply>): Reply => {
  const value: unknown = JSON.parse(line.toString('utf8'));
  const failed = AgentReplies.failed.safeParse(value);
  if (failed.success) throw fromAgentFailure(failed.data.failure);
  return reply.parse(value);
};

/** Only making the connection is limited: an installation may take minutes. */
const limitConnecting = (request: ClientRequest): void => {
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => request.destroy(new Error('no connection in time')), connectMs);
    socket.once('connect', () => clearTimeout(timer));
    socket.once('close', () => clearTimeout(timer));
  });
};

const unreachable = (error: unknown, signal: AbortSignal | undefined): unknown => {
  if (error instanceof Failure) return error;
  if (signal?.aborted === true) return signal.reason;
  return fail('agent_unreachable', {}, { cause: error });
};
