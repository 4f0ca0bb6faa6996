import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

export interface Download {
  path: string;
  fileName: string;
  contentType: string;
}

/** Sends a file so that a browser saves it and never runs it, whatever it holds (threats: "XSS … download"). */
export const sendDownload = async (response: Response, { path, fileName, contentType }: Download): Promise<void> => {
  const { size } = await stat(path);
  response.set({
    'content-type': contentType,
    'content-length': String(size),
    'content-disposition': `attachment; filename="${asciiName(fileName)}"; filename*=UTF-8''${encodeRfc8187(fileName)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  await pipeline(createReadStream(path), response);
};

/** RFC 6266: a plain fallback, and the exact name by RFC 8187. */
const asciiName = (name: string): string => name.replaceAll(/[^\x20-\x7E]|["\\%/]/g, '_').slice(0, 150);

const encodeRfc8187 = (name: string): string =>
  encodeURIComponent(name.slice(0, 150).toWellFormed()).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
