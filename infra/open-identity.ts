import { createIdentityService } from '../domain/identity/identity-service.ts';
import type { SignInAttempts } from '../domain/identity/sign-in-attempts.ts';
import { createIdentityCrypto } from './crypto/identity-crypto.ts';
import { createSealer } from './crypto/sealed-bytes.ts';
import { ensureIndexes } from './mongo/connect.ts';
import { createMongoReplyStore } from './mongo/idempotency/reply-store.ts';
import type { Stores } from './open-stores.ts';

/** Identity on real stores and real cryptography, and the store of replies to repeated writes. */
export const openIdentity = async (stores: Stores, tokenSecret: string, attempts: SignInAttempts) => {
  const clock = (): Date => new Date();
  const cryptography = await createIdentityCrypto(tokenSecret, clock);
  const identity = createIdentityService({ stores: stores.identity, ...cryptography, attempts, clock });
  const sealer = createSealer(tokenSecret, 'replies');
  const replies = createMongoReplyStore({ connection: stores.database.connection, sealer, clock });
  await ensureIndexes(stores.database.connection);
  return { identity, replies, ...cryptography };
};
