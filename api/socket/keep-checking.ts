import type { Identity } from '../../contracts/access.ts';
import { isRateLimited } from '../middleware/rate-limit.ts';

const everyMs = 30_000;
/** Guesses of others at the same address say nothing about a credential; whoever goes on guessing must not outlive their own. */
const maxUnchecked = 4;

export interface Checking {
  readonly identify: () => Promise<Identity | null>;
  /** The credential is not good any more, or was not to be checked for too long. */
  readonly end: () => void;
}

/** Looks at a connection's credential again and again. Answers how to stop. */
export const keepChecking = ({ identify, end }: Checking): (() => void) => {
  let unchecked = 0;
  const timer = setInterval(() => {
    identify().then(
      (identity) => {
        unchecked = 0;
        if (identity === null) end();
      },
      (error: unknown) => {
        unchecked += 1;
        if (!isRateLimited(error) || unchecked > maxUnchecked) end();
      },
    );
  }, everyMs);
  return () => clearInterval(timer);
};
