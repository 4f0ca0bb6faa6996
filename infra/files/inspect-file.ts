import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';

export interface FileFacts {
  sha256: string;
  sizeBytes: number;
  /** False when the first bytes belong to a format that is never a request. */
  allowed: boolean;
}

const headBytes = 4_096;

/** Formats of requests by their magic bytes; `cfb` are old Office files, for which the reader has a better answer. */
const allowedTypes = new Set(['pdf', 'zip', 'docx', 'xlsx', 'png', 'jpg', 'eml', 'rtf', 'xml', 'cfb']);

/** Hashes a file and looks at its first bytes. The name plays no part. */
export const inspectFile = async (path: string): Promise<FileFacts> => {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes, allowed: await isAllowed(path) };
};

const isAllowed = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    // First the byte order marks of UTF-16, which the magic numbers of MPEG audio contain.
    const hasMark = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
    if (hasMark) return true;
    const type = await fileTypeFromBuffer(head);
    if (type) return allowedTypes.has(type.ext);
    // Text has no magic bytes, and NUL bytes only in UTF-16.
    return !head.includes(0) || looksLikeUtf16(head);
  } finally {
    await file.close();
  }
};

/** UTF-16 without a mark: nearly every second byte of Western text is zero, always on the same side. */
const looksLikeUtf16 = (head: Buffer): boolean => {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  return Math.max(even, odd) > head.length * 0.3 && Math.min(even, odd) < head.length * 0.02;
};
