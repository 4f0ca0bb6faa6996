import { expect, test } from 'vitest';
import { signalOf } from './host-files.ts';

test('a code above 128 is the signal that ended a program, by its usual name', () => {
  expect([134, 137, 133].map(signalOf)).toEqual(['SIGABRT', 'SIGKILL', 'SIGTRAP']);
  expect([0, 1, 128].map(signalOf)).toEqual([undefined, undefined, undefined]);
});
