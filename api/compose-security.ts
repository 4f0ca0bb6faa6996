import type { RequestHandler } from 'express';
import { createOauthService } from '../domain/oauth/oauth-service.ts';
import { createTextSealer } from '../infra/crypto/text-sealer.ts';
import type { Environment } from '../infra/env.ts';
import type { Log } from '../infra/log.ts';
import { createMongoOauthStore } from '../infra/mongo/identity/oauth-store.ts';
import { createClientDocuments } from '../infra/net/client-documents.ts';
import { createSafeFetch } from '../infra/net/safe-fetch.ts';
import { openIdentity } from '../infra/open-identity.ts';
import type { Stores } from '../infra/open-stores.ts';
import { createLimitRedis } from '../infra/redis/limit-redis.ts';
import { contextMiddleware } from './middleware/context.ts';
import { createCredentials } from './middleware/credentials.ts';
import { csrfProtection } from './middleware/csrf.ts';
import { idempotency } from './middleware/idempotency.ts';
import { createOwnOrigin } from './middleware/own-origin.ts';
import { createRateLimits } from './middleware/rate-limit.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { createSessionCookies } from './middleware/session-cookies.ts';
import { createSignInAttempts } from './middleware/sign-in-attempts.ts';
import { startSweeps } from './sweeps.ts';

/** Who is calling, and what runs before every route, in the order in which it runs. */
export const composeSecurity = async (stores: Stores, secret: string, environment: Environment, log: Log) => {
  const { PUBLIC_URL, PORT, REDIS_URL, TRUSTED_PROXIES: trustedProxies } = environment;
  const publicUrl = PUBLIC_URL?.replace(/\/$/, '') ?? `http://localhost:${PORT}`;
  const redis = REDIS_URL === undefined ? undefined : createLimitRedis(REDIS_URL, log);
  const { identity, replies, csrf, secrets, tokens } = await openIdentity(
    stores,
    secret,
    createSignInAttempts({ redis }),
  );
  const cookies = createSessionCookies({ secure: publicUrl.startsWith('https:') });
  const limits = createRateLimits({ redis, factor: environment.RATE_LIMIT_FACTOR });
  const credentials = createCredentials({ cookies, callers: identity.callers, limits, trustedProxies });
  const oauthStore = createMongoOauthStore(stores.database.connection);
  const oauth = createOauthService({
    store: oauthStore,
    documents: createClientDocuments({
      fetch: createSafeFetch({ allowPrivate: environment.MCP_ALLOWED_PRIVATE_HOSTS }),
      now: Date.now,
    }),
    users: stores.identity.users,
    sessions: identity.sessions,
    secrets,
    seal: createTextSealer(secret, 'oauth-requests'),
    clock: () => new Date(),
  });
  const isOwnOrigin = createOwnOrigin(PUBLIC_URL);
  const before: RequestHandler[] = [
    securityHeaders({ publicUrl: PUBLIC_URL }),
    contextMiddleware({ credentials, limits, log, trustedProxies }),
    csrfProtection({ credentials, csrf, isOwnOrigin }),
    idempotency({ replies, log }),
  ];
  const sweeps = startSweeps({ replies, sessions: identity.sessions, oauth: oauthStore, log });
  return {
    before,
    cookies,
    credentials,
    csrf,
    identity,
    isOwnOrigin,
    oauth,
    oauthStore,
    publicUrl,
    redis,
    sweeps,
    tokens,
  };
};

export type Security = Awaited<ReturnType<typeof composeSecurity>>;
