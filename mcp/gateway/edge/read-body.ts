import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { isObject } from '../../../contracts/kernel/is-object.ts';
import { nestsTooDeep } from './json-rpc.ts';

/** Protocol messages stay below this (threats table: `/mcp`). */
export const maxBodyBytes = 1_048_576;
/** A call of a tool may carry a file as base64. */
export const maxCallBytes = 16_000_000;

export type Body = { readonly value: unknown } | { readonly refused: 'too_large' | 'not_json' | 'too_deep' | 'cut' };

/** Reads and parses a request body within the limits; never more is held than the larger one. */
export const readBody = async (request: IncomingMessage): Promise<Body> => {
  if (Number(request.headers['content-length'] ?? 0) > maxCallBytes) return { refused: 'too_large' };
  // It closed before anybody listened: no event would come.
  if (request.destroyed) return { refused: 'cut' };
  // Not `for await`, which costs more than all the rest here.
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= maxCallBytes) return;
      request.pause();
      resolve({ refused: 'too_large' });
    });
    request.once('end', () => resolve(parse(Buffer.concat(chunks).toString('utf8'), bytes)));
    request.once('close', () => resolve({ refused: 'cut' }));
    request.once('error', () => resolve({ refused: 'cut' }));
  });
};

const parse = (text: string, bytes: number): Body => {
  if (nestsTooDeep(text)) return { refused: 'too_deep' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: 'not_json' };
  }
  const isCall = isObject(value) && value['method'] === 'tools/call';
  return bytes > maxBodyBytes && !isCall ? { refused: 'too_large' } : { value };
};
