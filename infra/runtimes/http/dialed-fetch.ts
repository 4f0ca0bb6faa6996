import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';

/** Opens one connection to a server's port, whatever lies between. */
export type Dial = (signal?: AbortSignal) => Promise<Duplex>;

/**
 * `fetch` over connections that are made by `dial`, one for each request: a kept one could close just when it is used again.
 * The host of the address is no more than a header. Knows no redirects, and no bodies but texts.
 */
export const dialedFetch =
  (dial: Dial): typeof fetch =>
  async (input, { method = 'GET', headers, body, signal } = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const socket = await dial(signal ?? undefined);
    const sending = request({
      createConnection: () => socket,
      host: url.host,
      path: url.pathname + url.search,
      method,
      headers: { ...Object.fromEntries(new Headers(headers)), host: url.host },
      ...(signal && { signal }),
    });
    sending.end(typeof body === 'string' ? body : undefined);
    const [answer]: unknown[] = await once(sending, 'response');
    // A request may still fail while its answer is read, which then ends too.
    sending.on('error', () => undefined);
    if (!(answer instanceof IncomingMessage)) throw new Error('no answer');
    return responseOf(answer, url);
  };

const responseOf = (answer: IncomingMessage, url: URL): Response => {
  const { statusCode: status = 0, headersDistinct } = answer;
  const headers = Object.entries(headersDistinct).map(([name, values]): [string, string] => [
    name,
    values?.join(', ') ?? '',
  ]);
  try {
    const hasBody = status !== 204 && status !== 205 && status !== 304;
    const response = new Response(hasBody ? ReadableStream.from(answer) : null, { status, headers });
    return Object.defineProperty(response, 'url', { value: url.href });
  } catch (error) {
    answer.destroy();
    throw error;
  }
};
