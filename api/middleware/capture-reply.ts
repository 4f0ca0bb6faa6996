import { Buffer } from 'node:buffer';
import type { Response } from 'express';
import type { StoredReply } from '../../domain/idempotency/reply-store.ts';

const maxBytes = 4_000_000;

/**
 * Hands the whole answer to `keep` and sends its end only after that: who has seen an answer will see the same one
 * again, whatever crashes next. An answer that is too large to keep is given as null.
 */
export const captureReply = (response: Response, keep: (reply: StoredReply | null) => Promise<void>): void => {
  const { write, end } = response;
  const chunks: Buffer[] = [];
  let size = 0;
  const note = (chunk: unknown, encoding: unknown): void => {
    const bytes = toBytes(chunk, encoding);
    size += bytes.length;
    if (size <= maxBytes) chunks.push(bytes);
  };

  response.write = (...args: unknown[]): boolean => {
    note(args[0], args[1]);
    return Boolean(Reflect.apply(write, response, args));
  };
  response.end = (...args: unknown[]): Response => {
    note(args[0], args[1]);
    // From here on the original methods run: `end` itself calls `write` on some paths.
    response.write = write;
    response.end = end;
    const contentType = response.getHeader('Content-Type');
    const reply = {
      status: response.statusCode,
      contentType: typeof contentType === 'string' ? contentType : null,
      body: Buffer.concat(chunks),
    };
    void keep(size <= maxBytes ? reply : null).finally(() => Reflect.apply(end, response, args));
    return response;
  };
};

const toBytes = (chunk: unknown, encoding: unknown): Buffer => {
  if (typeof chunk === 'string')
    return Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8');
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0);
};
