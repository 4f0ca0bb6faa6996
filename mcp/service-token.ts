import { createCaller } from '../contracts/kernel/client.ts';
import { authEndpoints } from '../contracts/identity.ts';

export interface ServiceAccountKey {
  readonly origin: string;
  readonly key: string;
  readonly secret: string;
}

/** A token that ends during a request would fail it: a new one is fetched so long before. */
const refreshBeforeMs = 60_000;

/**
 * The bearer token of a service account (spec row B8), fetched on first use and again before it ends. Callers at the
 * same time share one exchange; a failed one is tried again by the next caller. Throws `CallError`.
 */
export const createServiceToken = (
  account: ServiceAccountKey,
  now: () => number = Date.now,
): (() => Promise<string>) => {
  const call = createCaller({ origin: account.origin });
  let current: { token: Promise<string>; refreshAtMs: number } | undefined;

  const exchange = async (): Promise<string> => {
    const { key, secret } = account;
    const { token, expiresInSeconds } = await call(authEndpoints.token, { body: { key, secret } });
    const lifeMs = expiresInSeconds * 1_000;
    if (current) current.refreshAtMs = now() + Math.max(lifeMs - refreshBeforeMs, lifeMs / 2);
    return token;
  };

  return () => {
    if (current && now() < current.refreshAtMs) return current.token;
    const token = exchange();
    const mine = { token, refreshAtMs: Number.POSITIVE_INFINITY };
    current = mine;
    token.catch(() => {
      if (current === mine) current = undefined;
    });
    return token;
  };
};
