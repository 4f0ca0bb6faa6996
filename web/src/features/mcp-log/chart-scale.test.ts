import { expect, test } from 'vitest';
import { roundUp } from './chart-scale.ts';

test('the top of an axis is a round number that nothing exceeds', () => {
  expect([0, 1, 1.2, 3, 7, 10, 11, 480, 5_001].map(roundUp)).toEqual([1, 1, 2, 5, 10, 10, 20, 500, 10_000]);
});
