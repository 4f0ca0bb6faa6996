import type {
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { RegisteredClient } from '../../../domain/mcp/authorizations/registered-client.ts';

const anObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** What we keep of one sign-in, sealed. It was written by us, so its parts are only told apart here. */
export const Kept = z.object({
  client: z.custom<StoredOAuthClientInformation>(anObject).optional(),
  tokens: z.custom<StoredOAuthTokens>(anObject).optional(),
  discovery: z.custom<OAuthDiscoveryState>(anObject).optional(),
  verifier: z.string().optional(),
  /** Where the sign-in that is under way comes back to: the code is exchanged with the same. */
  redirectUrl: z.string().optional(),
  /** Named by whoever signs in before there is a server that names it. */
  registered: z.object({ clientId: z.string(), clientSecret: z.string().nullable(), issuer: z.string() }).optional(),
  receivedAtMs: z.number().optional(),
  /** The scope that the last sign-in asked for: what was granted where the answer does not say. */
  requested: z.string().optional(),
  /** Scopes that a call once needed: asked for at every later sign-in, so that none is lost (SEP-2350). */
  steppedUp: z.string().optional(),
});
export type Kept = z.infer<typeof Kept>;

export interface OauthClientOptions {
  readonly redirectUrls: readonly [string, ...string[]];
  /** Address of our client-id metadata document; servers fetch it, so only a public https address has one. */
  readonly metadataUrl: string | null;
  readonly registered: RegisteredClient | null;
  readonly state: string;
  readonly now: () => number;
}

/** One sign-in as the SDK wants it: reads and writes `kept`, and catches the address that a person has to open. */
export const createOauthClient = (kept: Kept, options: OauthClientOptions) => {
  const { redirectUrls, metadataUrl, registered, state, now } = options;
  let opened: URL | null = null;
  const provider: OAuthClientProvider = {
    redirectUrl: kept.redirectUrl ?? redirectUrls[0],
    ...(metadataUrl !== null && { clientMetadataUrl: metadataUrl }),
    clientMetadata: { client_name: 'Throughline', redirect_uris: [...redirectUrls] },
    state: () => state,
    clientInformation: (context) => (registered ? toInformation(registered) : forIssuer(kept.client, context?.issuer)),
    // Without a place to save, the SDK refuses another issuer instead of registering there.
    ...(!registered && { saveClientInformation: (client) => void (kept.client = client) }),
    tokens: (context) => forIssuer(kept.tokens, context?.issuer),
    saveTokens: (tokens) => {
      kept.tokens = tokens;
      kept.receivedAtMs = now();
    },
    redirectToAuthorization: (url) => void (opened = url),
    saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
    codeVerifier: () => kept.verifier ?? '',
    saveDiscoveryState: (discovery) => void (kept.discovery = discovery),
    discoveryState: () => kept.discovery,
    invalidateCredentials: (scope) => {
      if (scope === 'all' || scope === 'client') delete kept.client;
      if (scope === 'all' || scope === 'tokens') delete kept.tokens;
      if (scope === 'all' || scope === 'verifier') delete kept.verifier;
      if (scope === 'all' || scope === 'discovery') delete kept.discovery;
    },
  };
  return { provider, opened: () => opened };
};

const toInformation = ({ clientId, clientSecret, issuer }: RegisteredClient): StoredOAuthClientInformation => ({
  client_id: clientId,
  issuer,
  ...(clientSecret !== null && { client_secret: clientSecret }),
});

/** Credentials belong to the authorization server that gave them; a server that names another one gets none of them. */
const forIssuer = <T extends { issuer?: string | undefined }>(
  kept: T | undefined,
  issuer: string | undefined,
): T | undefined => (issuer === undefined || kept?.issuer === undefined || kept.issuer === issuer ? kept : undefined);
