import { canonicalJson } from './canonical-json.ts';
import type { JsonObject } from './upstream.ts';

/**
 * SHA-256 (64 hex digits) of the canonical JSON of a raw tool definition: the whole object as the server sent it, so
 * that no member, known to us or not, can change unseen after it was approved.
 */
export const definitionHash = async (definition: JsonObject): Promise<string> => {
  const bytes = new TextEncoder().encode(canonicalJson(definition));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
