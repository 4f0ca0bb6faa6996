import { expect, test } from 'vitest';
import { mapLimited } from './map-limited.ts';

test('at most the limit is under way at once, and the order stays', async () => {
  let underWay = 0;
  let most = 0;
  const doubled = await mapLimited([5, 1, 4, 2, 3, 6], 2, async (value) => {
    underWay += 1;
    most = Math.max(most, underWay);
    for (let turn = 0; turn < value; turn += 1) await Promise.resolve();
    underWay -= 1;
    return value * 2;
  });
  expect(doubled).toEqual([10, 2, 8, 4, 6, 12]);
  expect(most).toBe(2);
});

test('the first failure rejects', async () => {
  const call = (value: number) => (value === 2 ? Promise.reject(new Error('two')) : Promise.resolve(value));
  await expect(mapLimited([1, 2, 3], 2, call)).rejects.toThrow('two');
});
