import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express, { type Express, type Router } from 'express';
import { authRoutes } from '../../api/http/auth.ts';
import { serviceAccountRoutes } from '../../api/http/service-accounts.ts';
import { userRoutes } from '../../api/http/users.ts';
import { contextMiddleware } from '../../api/middleware/context.ts';
import { createCredentials, type Credentials } from '../../api/middleware/credentials.ts';
import { csrfProtection } from '../../api/middleware/csrf.ts';
import { errorHandler } from '../../api/middleware/errors.ts';
import { idempotency } from '../../api/middleware/idempotency.ts';
import { notFoundHandler } from '../../api/middleware/not-found.ts';
import { createOwnOrigin } from '../../api/middleware/own-origin.ts';
import { createRateLimits, type RateLimitOptions } from '../../api/middleware/rate-limit.ts';
import { securityHeaders } from '../../api/middleware/security-headers.ts';
import { createSessionCookies } from '../../api/middleware/session-cookies.ts';
import { createSignInAttempts } from '../../api/middleware/sign-in-attempts.ts';
import { authEndpoints, serviceAccountEndpoints, userEndpoints } from '../../contracts/identity.ts';
import type { IdentityStores } from '../../domain/identity/identity-stores.ts';
import { createIdentityService, type IdentityService } from '../../domain/identity/identity-service.ts';
import { createIdentityCrypto, type IdentityCrypto } from '../../infra/crypto/identity-crypto.ts';
import { createSealer } from '../../infra/crypto/sealed-bytes.ts';
import { createMongoIdentityStores } from '../../infra/mongo/identity/identity-stores.ts';
import { createMongoReplyStore } from '../../infra/mongo/idempotency/reply-store.ts';
import { startTestDatabase, type TestDatabase } from './test-database.ts';

export interface TestClock {
  now(): Date;
  advance(ms: number): void;
}

export interface TestApi extends AsyncDisposable {
  readonly origin: string;
  readonly identity: IdentityService;
  readonly crypto: IdentityCrypto;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly logLines: { fields: Record<string, unknown>; message: string }[];
}

export interface TestApiOptions {
  readonly limits?: RateLimitOptions;
  readonly publicUrl?: string;
  readonly trustedProxies?: number;
  /** More routes, added before the end of the line. */
  readonly routes?: (router: Express, parts: TestApiParts) => void;
}

/** What added routes are made from. */
export interface TestApiParts extends Pick<TestApi, 'identity' | 'crypto' | 'database'> {
  readonly credentials: Credentials;
  readonly stores: IdentityStores;
}

export const testTokenSecret = 'a secret that only tests use, long enough';

/** Identity behind a real HTTP server on a real database, with a clock that the test moves. */
export const startTestApi = async (options: TestApiOptions = {}): Promise<TestApi> => {
  const database = await startTestDatabase();
  const clock = createTestClock();
  const stores = createMongoIdentityStores(database.connection);
  const sealer = createSealer(testTokenSecret, 'replies');
  const replies = createMongoReplyStore({ connection: database.connection, sealer, clock: clock.now });
  await database.ensureIndexes();
  const cryptography = await createIdentityCrypto(testTokenSecret, clock.now);
  const identity = createIdentityService({
    stores,
    ...cryptography,
    attempts: createSignInAttempts(),
    clock: clock.now,
  });
  const logLines: TestApi['logLines'] = [];
  const write = (fields: Record<string, unknown>, message: string) => void logLines.push({ fields, message });
  const log = { info: write, error: write, debug: write };

  const cookies = createSessionCookies({ secure: options.publicUrl?.startsWith('https:') ?? false });
  const limits = createRateLimits(options.limits);
  const { trustedProxies = 0 } = options;
  const credentials = createCredentials({ cookies, callers: identity.callers, limits, trustedProxies });
  const { csrf } = cryptography;
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders({ publicUrl: options.publicUrl }));
  app.use(contextMiddleware({ credentials, limits, log, trustedProxies }));
  app.use(csrfProtection({ credentials, csrf, isOwnOrigin: createOwnOrigin(options.publicUrl) }));
  app.use(idempotency({ replies, log }));
  const routers: Router[] = [
    authRoutes({ identity, credentials, cookies, csrf }),
    userRoutes({ users: identity.users, linkAddress: (token) => `http://localhost/welcome/${token}` }),
    serviceAccountRoutes(identity),
  ];
  for (const router of routers) app.use(router);
  options.routes?.(app, { identity, crypto: cryptography, database, credentials, stores });
  const served = [authEndpoints, userEndpoints, serviceAccountEndpoints].flatMap((each) => Object.values(each));
  app.use(notFoundHandler(served));
  app.use(errorHandler({ log }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressOf(server.address());

  return {
    origin: `http://127.0.0.1:${port}`,
    identity,
    crypto: cryptography,
    clock,
    database,
    logLines,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await database[Symbol.asyncDispose]();
    },
  };
};

const addressOf = (address: AddressInfo | string | null): AddressInfo => {
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address;
};

const createTestClock = (): TestClock => {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms) => {
      offsetMs += ms;
    },
  };
};
