import { Buffer } from 'node:buffer';
import { fail } from '../../contracts/kernel/fail.ts';

/**
 * The same response with a body that breaks off once it is larger than `maxBytes`, counted after decompression. Of an
 * event stream, which has no end, each event counts for itself. The body then fails with `mcp_bad_output`.
 */
export const withBoundedBody = (response: Response, maxBytes: number): Response => {
  if (!response.body || isSurelySmall(response.headers, maxBytes)) return response;
  const isStream = response.headers.get('content-type')?.trimStart().startsWith('text/event-stream') ?? false;
  const size = isStream ? sizeOfEvent() : sizeOfAll();
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        if (size(chunk) > maxBytes) controller.error(tooLarge(response.url, maxBytes));
        else controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers, url } = response;
  // What was made here has no address of its own, and clients look at it after redirects.
  return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', { value: url });
};

/** HTTP itself ends a body after its stated length, unless that is the length of something compressed. */
const isSurelySmall = (headers: Headers, maxBytes: number): boolean =>
  !headers.has('content-encoding') && Number(headers.get('content-length') ?? Infinity) <= maxBytes;

type Size = (chunk: Uint8Array) => number;

const sizeOfAll = (): Size => {
  let bytes = 0;
  return (chunk) => (bytes += chunk.byteLength);
};

/** Bytes since the last blank line, which ends an event (HTML standard, server-sent events). */
const sizeOfEvent = (): Size => {
  let bytes = 0;
  let tail = '';
  return (chunk) => {
    const text = tail + Buffer.from(chunk).toString('latin1');
    const end = Math.max(text.lastIndexOf('\n\n'), text.lastIndexOf('\r\r'), text.lastIndexOf('\r\n\r\n'));
    bytes = end === -1 ? bytes + chunk.byteLength : text.length - end;
    tail = text.slice(-3);
    return bytes;
  };
};

const tooLarge = (url: string, maxBytes: number) =>
  fail('mcp_bad_output', {
    name: new URL(url).hostname,
    reason: `it is larger than ${Math.floor(maxBytes / 1_048_576)} MiB`,
  });
