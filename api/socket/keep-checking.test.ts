import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { keepChecking } from './keep-checking.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const setUp = () => {
  const identify = vi.fn<() => Promise<Identity | null>>();
  const end = vi.fn<() => void>();
  return { identify, end, stop: keepChecking({ identify, end }) };
};
const check = (times: number) => vi.advanceTimersByTimeAsync(times * 30_000);

test('a credential that is not good any more ends the connection', async () => {
  const { identify, end } = setUp();
  identify.mockRejectedValue(fail('invalid_token'));
  await check(1);
  expect(end).toHaveBeenCalledOnce();
});

test('guesses at the same address end it only when they keep the credential unchecked for minutes', async () => {
  const { identify, end } = setUp();
  identify.mockRejectedValue(fail('rate_limited', { retryAfterSeconds: 1 }));
  await check(4);
  expect(end).not.toHaveBeenCalled();
  await check(1);
  expect(end).toHaveBeenCalledOnce();
});
