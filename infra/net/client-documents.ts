import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { OauthClientDocuments } from '../../domain/oauth/oauth-stores.ts';

const maxBytes = 64 * 1_024;
const timeoutMs = 5_000;
const rememberMs = 5 * 60_000;
const maxRemembered = 200;

const Document = z.looseObject({
  client_id: z.string(),
  client_name: z.string().trim().min(1).max(120).optional(),
  redirect_uris: z.array(z.string().max(2_000)).min(1).max(10),
  token_endpoint_auth_method: z.literal('none').optional(),
});

/**
 * Reads who a client is from the https address that is its id (draft-ietf-oauth-client-id-metadata-document, as MCP
 * 2025-11-25 asks): the document has to name that very address, and nothing else is believed of it. Null for anything
 * that is not one.
 */
export const createClientDocuments = ({
  fetch: get,
  now,
}: {
  fetch: typeof fetch;
  now: () => number;
}): OauthClientDocuments => {
  const remembered = new Map<string, { until: number; found: Awaited<ReturnType<OauthClientDocuments['read']>> }>();
  return {
    read: async (clientId) => {
      const known = remembered.get(clientId);
      if (known && known.until > now()) return known.found;
      const found = await readDocument(get, clientId).catch(() => null);
      remembered.delete(clientId);
      remembered.set(clientId, { until: now() + rememberMs, found });
      const [oldest] = remembered.keys();
      if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest);
      return found;
    },
  };
};

const readDocument = async (get: typeof fetch, clientId: string) => {
  const response = await get(clientId, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok || !response.body) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  const document = Document.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (document.client_id !== clientId) return null;
  return { name: document.client_name ?? new URL(clientId).host, redirectUris: document.redirect_uris };
};
