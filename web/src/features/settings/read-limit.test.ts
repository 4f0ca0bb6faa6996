import { expect, test } from 'vitest';
import { readLimit } from './read-limit.ts';

test('a limit is a whole number within its bounds, or none of one’s own', () => {
  expect([readLimit(' 7 ', 1, 10), readLimit('10', 1, 10), readLimit('', 1, 10)]).toEqual([7, 10, null]);
  for (const typed of ['0', '11', '-3', '2.5', '1e1', 'ten']) expect(readLimit(typed, 1, 10)).toBeUndefined();
});
