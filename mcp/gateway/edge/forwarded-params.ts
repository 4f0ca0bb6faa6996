import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../../domain/mcp/upstream.ts';

/** Members of params that belong to the hop between client and gateway. */
const hopMembers = new Set(['inputResponses', 'requestState', 'task']);
/** Trace context and whatever others put into `_meta` travels on; the envelope of 2026-07-28 does not. */
const isHopMeta = (key: string): boolean => key === 'progressToken' || key.startsWith('io.modelcontextprotocol/');

/** The params as the server behind the gateway gets them. */
export const forwardedParams = (params: JsonObject): JsonObject => {
  const meta = params['_meta'];
  const kept = Object.entries(params).filter(([key]) => key !== '_meta' && !hopMembers.has(key));
  if (!isObject(meta)) return Object.fromEntries(kept);
  const keptMeta = Object.entries(meta).filter(([key]) => !isHopMeta(key));
  return { ...Object.fromEntries(kept), ...(keptMeta.length > 0 && { _meta: Object.fromEntries(keptMeta) }) };
};

/** What `notifications/progress` names; null when the caller wants none. */
export const progressTokenOf = (params: JsonObject): string | number | null => {
  const token = isObject(params['_meta']) ? params['_meta']['progressToken'] : undefined;
  return typeof token === 'string' || typeof token === 'number' ? token : null;
};
