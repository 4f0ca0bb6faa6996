import { fail } from '../../contracts/kernel/fail.ts';
import type { Exchange, JsonObject, Upstream } from '../../domain/mcp/upstream.ts';

/** Makes a request, or joins the parked one. A connection that keeps nothing has none: it is never made a second time. */
export const sendOrRejoin = async (
  upstream: Upstream,
  { name, method, params }: { name: string; method: string; params: JsonObject },
  exchange: Exchange,
): Promise<JsonObject> => {
  const { park } = exchange;
  if (!park?.rejoins) return await upstream.request(method, params, exchange);
  if (!upstream.rejoin) throw fail('mcp_call_interrupted', { name });
  return await upstream.rejoin(park, exchange);
};
