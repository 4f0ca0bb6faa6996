import { createHmac } from 'node:crypto';
import type { CsrfTokens } from '../../domain/identity/credential-ports.ts';
import { isSameSecret } from './constant-time.ts';
import { deriveKey } from './derive-key.ts';

/** HMAC-based tokens bound to the session (OWASP CSRF cheat sheet): nothing is stored, another session's is worthless. */
export const createCsrfTokens = (tokenSecret: string): CsrfTokens => {
  const key = deriveKey(tokenSecret, 'csrf');
  const tokenFor = (sessionId: string) => createHmac('sha256', key).update(sessionId).digest('base64url');
  return { tokenFor, matches: (token, sessionId) => isSameSecret(token, tokenFor(sessionId)) };
};
