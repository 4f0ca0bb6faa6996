import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import { id } from '../../contracts/kernel/scalars.ts';
import type { RefreshTokenParts, RefreshTokens } from '../../domain/identity/credential-ports.ts';
import { isSameSecret } from './constant-time.ts';
import { deriveKey } from './derive-key.ts';

/** `session.workspace.generation.random.mac`, every part without a dot of its own. */
const Parts = z.tuple([
  id('ses'),
  id('wsp'),
  z.string().regex(/^[1-9]\d{0,8}$/),
  z.string().regex(/^[\w-]{43}$/),
  z.string().regex(/^[\w-]{43}$/),
]);

/** Refresh tokens: 256 random bits, and a MAC over them and over what they are for. */
export const createRefreshTokens = (tokenSecret: string): RefreshTokens => {
  const macKey = deriveKey(tokenSecret, 'refresh-token');
  const successorKey = deriveKey(tokenSecret, 'refresh-token-successor');
  const macOf = (body: string) => createHmac('sha256', macKey).update(body).digest('base64url');

  const assemble = ({ sessionId, workspaceId, generation }: RefreshTokenParts, random: string): string => {
    const body = `${sessionId}.${workspaceId}.${generation}.${random}`;
    return `${body}.${macOf(body)}`;
  };

  return {
    issue: (parts) => assemble(parts, randomBytes(32).toString('base64url')),
    successor: (token, salt, parts) =>
      assemble(parts, createHmac('sha256', successorKey).update(`${salt}.${token}`).digest('base64url')),
    read: (token) => {
      const parts = Parts.safeParse(token.length > 300 ? [] : token.split('.'));
      if (!parts.success) throw fail('invalid_token');
      const [sessionId, workspaceId, generation, random, mac] = parts.data;
      if (!isSameSecret(mac, macOf(`${sessionId}.${workspaceId}.${generation}.${random}`))) throw fail('invalid_token');
      return { sessionId, workspaceId, generation: Number(generation) };
    },
  };
};
