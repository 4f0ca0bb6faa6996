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
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      bytes += part.length;
      if (bytes > maxCallBytes) return { refused: 'too_large' };
      chunks.push(part);
    }
  } catch {
    return { refused: 'cut' };
  }
  const [only, ...more] = chunks;
  return parse((more.length === 0 && only ? only : Buffer.concat(chunks)).toString('utf8'), bytes);
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
