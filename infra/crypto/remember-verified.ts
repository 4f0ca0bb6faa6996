export interface TimeLimits {
  /** Seconds since 1970. */
  readonly nbf: number;
  readonly exp: number;
}

export interface VerifiedTokens<T> {
  /** The token's claims; throws what `verify` throws. */
  read(token: string): T;
  /** Whether the token passed before, however long ago. */
  knows(token: string): boolean;
}

/**
 * Checks a signature once: every request of the next minutes shows the same token. Only tokens that passed are kept,
 * so strangers cannot fill the memory, and the time limits are checked at every use.
 */
export const rememberVerified = <T extends TimeLimits>({
  verify,
  nowSeconds,
  toleranceSeconds,
  maxEntries = 5_000,
}: {
  verify: (token: string) => T;
  nowSeconds: () => number;
  toleranceSeconds: number;
  maxEntries?: number;
}): VerifiedTokens<T> => {
  const entries = new Map<string, T>();
  const read = (token: string): T => {
    const known = entries.get(token);
    const now = nowSeconds();
    if (known && now < known.exp + toleranceSeconds && now + toleranceSeconds >= known.nbf) return known;
    entries.delete(token);
    const claims = verify(token);
    entries.set(token, claims);
    const oldest = entries.size > maxEntries ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    return claims;
  };
  return { read, knows: (token) => entries.has(token) };
};
