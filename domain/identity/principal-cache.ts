interface Entry<T> {
  readonly value: Promise<T>;
  readonly loadedAtMs: number;
}

export interface PrincipalCache<T> {
  /** The remembered value, or a fresh one; parallel callers share one load. */
  get(key: string, load: () => Promise<T>): Promise<T>;
  forget(key: string): void;
  /** Forgets everything, for changes that touch many keys. */
  clear(): void;
}

/**
 * Remembers who is behind a session for a few seconds: a request then costs no store read, and a change made by
 * another process is seen within `ttlMs`. Changes made by this process forget the entry at once.
 */
export const createPrincipalCache = <T>({
  ttlMs,
  maxEntries = 10_000,
  nowMs,
}: {
  ttlMs: number;
  maxEntries?: number;
  nowMs: () => number;
}): PrincipalCache<T> => {
  const entries = new Map<string, Entry<T>>();
  return {
    get: (key, load) => {
      const known = entries.get(key);
      const ageMs = known ? nowMs() - known.loadedAtMs : Infinity;
      // A clock that jumped back must not keep an entry alive.
      if (known && ageMs >= 0 && ageMs < ttlMs) return known.value;
      const entry = { value: load(), loadedAtMs: nowMs() };
      entries.delete(key);
      entries.set(key, entry);
      const oldest = entries.size > maxEntries ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entry.value.catch(() => entries.get(key) === entry && entries.delete(key));
      return entry.value;
    },
    // A load that is under way when its key is forgotten is not found again: whoever asks next loads afresh.
    forget: (key) => {
      entries.delete(key);
    },
    clear: () => entries.clear(),
  };
};
