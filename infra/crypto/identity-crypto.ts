import type {
  AccessTokens,
  Clock,
  CsrfTokens,
  OneTimeSecrets,
  PasswordHasher,
  RefreshTokens,
} from '../../domain/identity/credential-ports.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createArgon2Passwords } from './argon2-passwords.ts';
import { createCsrfTokens } from './csrf-tokens.ts';
import { oneTimeSecrets } from './one-time-secrets.ts';
import { createRefreshTokens } from './refresh-tokens.ts';

export interface IdentityCrypto {
  readonly passwords: PasswordHasher;
  readonly secrets: OneTimeSecrets;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly csrf: CsrfTokens;
}

/** All cryptography of identity, with every key derived from the one secret. */
export const createIdentityCrypto = async (tokenSecret: string, clock: Clock): Promise<IdentityCrypto> => ({
  passwords: await createArgon2Passwords(),
  secrets: oneTimeSecrets,
  tokens: createAccessTokens(tokenSecret, clock),
  refreshTokens: createRefreshTokens(tokenSecret),
  csrf: createCsrfTokens(tokenSecret),
});
