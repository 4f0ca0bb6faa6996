import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../domain/identity/credential-ports.ts';
import { createTurns } from '../../domain/turns.ts';

/** OWASP's first choice for argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing runs on libuv's four threads, which files and name look-ups need too. */
const maxAtOnce = 3;
const maxWaiting = 1_000;

/** Argon2id (RFC 9106). Throws `service_unavailable` when far too many wait. */
export const createArgon2Passwords = async (): Promise<PasswordHasher> => {
  const inTurn = createTurns({ maxAtOnce, maxWaiting });
  // Nobody's password: verifying against it costs what verifying a real one does.
  const decoy = await hash(crypto.randomUUID(), cost);
  return {
    hash: (password) => inTurn(() => hash(password.normalize('NFKC'), cost)),
    verify: async (password, stored) => {
      const isRight = await inTurn(() => verify(stored ?? decoy, password.normalize('NFKC')));
      return isRight && stored !== null;
    },
  };
};
