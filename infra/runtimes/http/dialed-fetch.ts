import { once } from 'node:events';
import { Agent, IncomingMessage, request } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Opens one connection to a server's port, whatever lies between. */
export type Dial = () => Promise<Duplex>;

/** Shorter than servers keep a connection that is idle: one that closes just when it is used again would fail a request. */
const reusedWithinMs = 1_000;
const mostIdle = 16;

/**
 * `fetch` over connections that are made by `dial`; the host of the address is no more than a header. Knows no redirects, and no
 * bodies but texts. `drained` holds up what is read.
 */
export const dialedFetch = (dial: Dial, drained: () => Promise<void>): typeof fetch => {
  const agent = new DialingAgent(dial);
  return async (input, { method = 'GET', headers, body, signal } = {}) => {
    const { hostname, port, pathname, search, href } = new URL(input instanceof Request ? input.url : input);
    const sending = request({
      agent,
      hostname,
      port,
      path: pathname + search,
      method,
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal && { signal }),
    });
    sending.end(typeof body === 'string' ? body : undefined);
    const [answer]: unknown[] = await once(sending, 'response');
    // A request may still fail while its answer is read, which then ends too.
    sending.on('error', () => undefined);
    if (!(answer instanceof IncomingMessage)) throw new Error('no answer');
    return responseOf(answer, href, drained);
  };
};

class DialingAgent extends Agent {
  readonly #dial: Dial;

  constructor(dial: Dial) {
    super({ keepAlive: true, maxFreeSockets: mostIdle });
    this.#dial = dial;
  }

  override createConnection(_options: object, done?: (error: Error | null, connection: Duplex) => void): undefined {
    this.#dial().then(
      (connection) => done?.(null, connection),
      (error: Error) => done?.(error, new Socket()),
    );
  }

  /** Whether the connection is kept for the next request. */
  override keepSocketAlive(connection: Duplex): boolean {
    if (!(connection instanceof Socket)) return false;
    connection.setTimeout(reusedWithinMs);
    return true;
  }
}

const responseOf = (answer: IncomingMessage, url: string, drained: () => Promise<void>): Response => {
  const { statusCode: status = 0, headersDistinct } = answer;
  const headers = Object.entries(headersDistinct).map(([name, values]): [string, string] => [
    name,
    values?.join(', ') ?? '',
  ]);
  try {
    const hasBody = status !== 204 && status !== 205 && status !== 304;
    const response = new Response(hasBody ? bodyOf(answer, drained) : null, { status, headers });
    return Object.defineProperty(response, 'url', { value: url });
  } catch (error) {
    answer.destroy();
    throw error;
  }
};

const bodyOf = (answer: IncomingMessage, drained: () => Promise<void>): ReadableStream<Uint8Array> => {
  const chunks: AsyncIterator<Uint8Array> = answer[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      await drained();
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void answer.destroy(),
  });
};
