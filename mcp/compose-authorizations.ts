import { setTimeout as pause } from 'node:timers/promises';
import { findRegisteredClient } from '../domain/mcp/authorizations/registered-client.ts';
import { createMcpSecrets } from '../infra/crypto/mcp-secrets.ts';
import { oneTimeSecrets } from '../infra/crypto/one-time-secrets.ts';
import { createTextSealer } from '../infra/crypto/text-sealer.ts';
import type { Environment } from '../infra/env.ts';
import { createSafeFetch } from '../infra/net/safe-fetch.ts';
import type { Stores } from '../infra/open-stores.ts';
import { clientMetadataPath, oauthCallbackPath } from './gateway/authorizations/authorization-paths.ts';
import { createAuthorizations, type Authorizations } from './gateway/authorizations/authorizations.ts';

export interface AuthorizationParts {
  readonly stores: Pick<Stores, 'mcpAuthorizations' | 'mcpServers'>;
  readonly tokenSecret: string;
  readonly environment: Pick<Environment, 'MCP_ALLOWED_PRIVATE_HOSTS' | 'PUBLIC_URL' | 'PORT'>;
}

/** Sign-ins of people at MCP servers elsewhere, for the API and for durable calls and deployments in the worker. */
export const composeAuthorizations = ({ stores, tokenSecret, environment }: AuthorizationParts): Authorizations => {
  const publicUrl = environment.PUBLIC_URL?.replace(/\/$/, '');
  return createAuthorizations({
    store: stores.mcpAuthorizations,
    fetch: createSafeFetch({ allowPrivate: environment.MCP_ALLOWED_PRIVATE_HOSTS }),
    secrets: oneTimeSecrets,
    seal: createTextSealer(tokenSecret, 'mcp-authorizations'),
    registeredClient: findRegisteredClient(stores.mcpServers, createMcpSecrets(tokenSecret).open),
    redirectUrls: publicUrl === undefined ? loopbackUrls(environment.PORT) : [publicUrl + oauthCallbackPath],
    // Nobody out there could read it from an address that is not public.
    metadataUrl: publicUrl?.startsWith('https:') ? publicUrl + clientMetadataPath : null,
    now: Date.now,
    pause,
  });
};

/** The names under which a browser on this machine finds us; the session's cookie is that of one of them (RFC 8252 §7.3). */
const loopbackUrls = (port: number): [string, ...string[]] => [
  `http://localhost:${port}${oauthCallbackPath}`,
  `http://127.0.0.1:${port}${oauthCallbackPath}`,
  `http://[::1]:${port}${oauthCallbackPath}`,
];
