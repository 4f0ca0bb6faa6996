import { expect, test } from 'vitest';
import { createResultCache } from './result-cache.ts';

test('keeps an answer for its time', () => {
  let now = 0;
  const cache = createResultCache({ now: () => now });
  cache.set('a', { content: [] }, 10, 1_000);
  now = 999;
  expect(cache.get('a')).toEqual({ content: [] });
  now = 1_000;
  expect(cache.get('a')).toBeNull();
});

test('stays within its bytes: what was not used for longest goes first, what is too large never comes in', () => {
  const cache = createResultCache({ now: () => 0, maxBytes: 100, maxEntryBytes: 50 });
  for (const key of ['a', 'b', 'c']) cache.set(key, { key }, 29, 1_000);
  cache.get('a');
  cache.set('d', { key: 'd' }, 29, 1_000);
  cache.set('e', { key: 'e' }, 60, 1_000);
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key))).toEqual(['a', 'c', 'd']);
});
