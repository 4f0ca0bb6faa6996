import { createIdentityService, type IdentityService } from '../domain/identity/identity-service.ts';
import type { IdentityStores } from '../domain/identity/identity-stores.ts';
import type { SignInAttempts } from '../domain/identity/sign-in-attempts.ts';
import { createAccessTokens } from './crypto/access-tokens.ts';
import { createArgon2Passwords } from './crypto/argon2-passwords.ts';
import { oneTimeSecrets } from './crypto/one-time-secrets.ts';
import { createRefreshTokens } from './crypto/refresh-tokens.ts';

/** The identity service on real stores and real cryptography. */
export const openIdentity = async (
  stores: IdentityStores,
  tokenSecret: string,
  attempts: SignInAttempts,
): Promise<IdentityService> => {
  const clock = (): Date => new Date();
  return createIdentityService({
    stores,
    passwords: await createArgon2Passwords(),
    secrets: oneTimeSecrets,
    tokens: createAccessTokens(tokenSecret, clock),
    refreshTokens: createRefreshTokens(tokenSecret),
    attempts,
    clock,
  });
};
