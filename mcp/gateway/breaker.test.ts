import { expect, test } from 'vitest';
import { createBreaker } from './breaker.ts';

const setUp = () => {
  let now = 0;
  const breaker = createBreaker({ now: () => now, random: () => 0 });
  return { breaker, pass: (ms: number) => (now += ms) };
};
const failTimes = (breaker: ReturnType<typeof createBreaker>, times: number) => {
  for (let count = 0; count < times; count += 1) breaker.failed('away');
};

test('five failures within thirty seconds open it, spread over more time they do not', () => {
  const { breaker, pass } = setUp();
  for (let count = 0; count < 20; count += 1) {
    breaker.failed('away');
    pass(8_000);
  }
  expect(breaker.enter()).toBeNull();
  failTimes(breaker, 5);
  expect(breaker.enter()).toEqual({ reason: 'away', retryAfterMs: 1_000 });
});

test('a success in between starts the count anew', () => {
  const { breaker } = setUp();
  failTimes(breaker, 4);
  breaker.succeeded();
  failTimes(breaker, 4);
  expect(breaker.state).toBe('closed');
});

test('one probe at a time goes through; each that fails doubles the wait, up to a minute', () => {
  const { breaker, pass } = setUp();
  failTimes(breaker, 5);
  const waits: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    waits.push(breaker.enter()?.retryAfterMs ?? 0);
    pass(waits.at(-1) ?? 0);
    expect(breaker.state).toBe('half-open');
    expect(breaker.enter()).toBeNull();
    expect(breaker.enter()).not.toBeNull();
    breaker.failed('away');
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

test('a probe that succeeds closes it, one that was cancelled leaves its place to the next', () => {
  const { breaker, pass } = setUp();
  failTimes(breaker, 5);
  pass(1_000);
  expect(breaker.enter()).toBeNull();
  breaker.left();
  expect(breaker.enter()).toBeNull();
  breaker.succeeded();
  expect(breaker.state).toBe('closed');
  expect(breaker.enter()).toBeNull();
});

test('calls that began before it opened do not lengthen the wait', () => {
  const { breaker, pass } = setUp();
  failTimes(breaker, 9);
  pass(1_000);
  expect(breaker.enter()).toBeNull();
});
