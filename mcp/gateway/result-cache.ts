import type { JsonObject } from '../../domain/mcp/upstream.ts';

export interface ResultCache {
  get(key: string): JsonObject | null;
  set(key: string, result: JsonObject, bytes: number, ttlMs: number): void;
}

/** Answers of read-only tools, bounded by bytes; the one that was used longest ago goes first. */
export const createResultCache = ({
  now,
  maxBytes = 64 * 1024 * 1024,
  maxEntryBytes = 1024 * 1024,
}: {
  now: () => number;
  maxBytes?: number;
  maxEntryBytes?: number;
}): ResultCache => {
  const entries = new Map<string, { result: JsonObject; bytes: number; endsAt: number }>();
  let total = 0;
  const drop = (key: string) => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (!entry) return null;
      if (now() >= entry.endsAt) {
        drop(key);
        return null;
      }
      entries.delete(key);
      entries.set(key, entry);
      return entry.result;
    },
    set: (key, result, bytes, ttlMs) => {
      drop(key);
      const size = bytes + key.length;
      if (size > maxEntryBytes) return;
      entries.set(key, { result, bytes: size, endsAt: now() + ttlMs });
      total += size;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) return;
        drop(oldest);
      }
    },
  };
};
