import { createHash, randomBytes } from 'node:crypto';
import type { OneTimeSecrets } from '../../domain/identity/credential-ports.ts';
import { isSameSecret } from './constant-time.ts';

const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** 256 random bits, kept as SHA-256: there is nothing to guess, so nothing has to be slow. */
export const oneTimeSecrets: OneTimeSecrets = {
  generate: () => randomBytes(32).toString('base64url'),
  hash: sha256,
  matches: (secret, hash) => isSameSecret(sha256(secret), hash),
};
