import { isObject } from '../contracts/kernel/is-object.ts';
import type { JsonObject } from '../domain/mcp/upstream.ts';

export type ChildMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly parsed: JsonObject | null }
  | { readonly kind: 'question'; readonly id: string | number; readonly method: string; readonly params: JsonObject }
  | { readonly kind: 'notice'; readonly method: string; readonly params: JsonObject }
  | { readonly kind: 'garbage' };

/** Longer answers are not parsed here: their id is found at one end, and the one who reads them parses them. */
const parsedWholeBytes = 64 * 1_024;
const endBytes = 1_024;
const garbage: ChildMessage = { kind: 'garbage' };

/** What a line on a server's stdout is. */
export const readChildMessage = (line: Buffer): ChildMessage => {
  if (line.length > parsedWholeBytes) {
    const id = answerIdAtStart(line.subarray(0, endBytes)) ?? answerIdAtEnd(line);
    if (id !== null) return { kind: 'answer', id, parsed: null };
  }
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    return garbage;
  }
  return isObject(value) ? classify(value) : garbage;
};

const classify = (message: JsonObject): ChildMessage => {
  const { id, method, params } = message;
  if (typeof method === 'string') {
    const given = isObject(params) ? params : {};
    if (id === undefined) return { kind: 'notice', method, params: given };
    return typeof id === 'string' || typeof id === 'number' ? { kind: 'question', id, method, params: given } : garbage;
  }
  const answers = isObject(message['result']) || isObject(message['error']);
  return answers && typeof id === 'number' ? { kind: 'answer', id, parsed: message } : garbage;
};

/**
 * The id where a server writes it before its result. Only the members that may come first are looked for, so that
 * text inside a result cannot pose as an id.
 */
export const answerIdAtStart = (head: Buffer): number | null => {
  const match =
    /^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"id"\s*:\s*(\d{1,15})\s*,\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"(?:result|error)"/.exec(
      head.toString('latin1'),
    );
  return match?.[1] === undefined ? null : Number(match[1]);
};

/** The id where a server writes it after its result: the last members of the outermost object. */
export const answerIdAtEnd = (line: Buffer): number | null => {
  const starts = /^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"(?:result|error)"\s*:/.test(
    line.subarray(0, endBytes).toString('latin1'),
  );
  return starts ? idBeforeEnd(line) : null;
};

/** The same for a line of which only the end is there. */
export const idBeforeEnd = (tail: Buffer): number | null => {
  const match =
    /\}\s*,\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"id"\s*:\s*(\d{1,15})\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/.exec(
      tail.subarray(-endBytes).toString('latin1'),
    );
  return match?.[1] === undefined ? null : Number(match[1]);
};
