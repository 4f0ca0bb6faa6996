import { expect, test } from 'vitest';
import { createPrincipalCache } from './principal-cache.ts';

const setUp = () => {
  const clock = { ms: 0 };
  const cache = createPrincipalCache<number>({ ttlMs: 1_000, maxEntries: 2, nowMs: () => clock.ms });
  let loads = 0;
  const load = async () => {
    loads += 1;
    return loads;
  };
  return { clock, cache, load, get: (key: string) => cache.get(key, load) };
};

test('parallel callers share one load, and it is remembered for its time and no longer', async () => {
  const { clock, get } = setUp();
  expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual([1, 1, 1]);
  clock.ms = 999;
  expect(await get('a')).toBe(1);
  clock.ms = 1_000;
  expect(await get('a')).toBe(2);
});

test('what is forgotten is loaded afresh, also when a load was under way', async () => {
  const { cache, get } = setUp();
  const slow = cache.get('a', async () => -1);
  cache.forget('a');
  expect(await get('a')).toBe(1);
  expect(await slow).toBe(-1);
  expect(await get('a')).toBe(1);
  cache.clear();
  expect(await get('a')).toBe(2);
});

test('a failed load is not remembered, and a clock that jumps back keeps nothing alive', async () => {
  const { clock, cache, get } = setUp();
  await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await get('a')).toBe(1);
  clock.ms = -5_000;
  expect(await get('a')).toBe(2);
});

test('the oldest entry goes when there are too many', async () => {
  const { get } = setUp();
  await get('a');
  await get('b');
  await get('c');
  expect(await get('c')).toBe(3);
  expect(await get('a')).toBe(4);
});
