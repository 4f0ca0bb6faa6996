import { expect, test } from 'vitest';
import { ReaderClock } from './reader-clock.ts';

const limits = { partCpuMs: 30_000, totalCpuMs: 300_000, idleMs: 60_000, partWallMs: 600_000 };

type Second = { cpuMs: number; waitedMs: number | null };

/** Looks every second at a reader that uses so much in each, and says how and after how many it ends. */
const endOf = ({ cpuMs, waitedMs }: Second, partEverySeconds = Infinity) => {
  const clock = new ReaderClock(limits, 0);
  for (let second = 1; second < 3_600; second += 1) {
    const usage = { cpuMs: cpuMs * second, waitedMs: waitedMs && waitedMs * second, residentMb: 0 };
    const overdue = clock.look(usage, second * 1_000);
    if (overdue !== null) return { overdue, second };
    if (second % partEverySeconds === 0) clock.beginPart();
  }
  return null;
};

test.each([
  ['computes', { cpuMs: 1_000, waitedMs: 0 }, { overdue: 'computes', second: 31 }],
  ['computes on a busy machine', { cpuMs: 100, waitedMs: 900 }, { overdue: 'computes', second: 301 }],
  ['sleeps', { cpuMs: 0, waitedMs: 0 }, { overdue: 'hangs', second: 61 }],
  ['sleeps and looks up now and then', { cpuMs: 10, waitedMs: 40 }, { overdue: 'hangs', second: 64 }],
  ['gets no core', { cpuMs: 10, waitedMs: 990 }, { overdue: 'starves', second: 601 }],
  ['is on a system that tells nothing', { cpuMs: 0, waitedMs: null }, { overdue: 'computes', second: 301 }],
])('a reader without parts that %s', (_, second, end) => {
  expect(endOf(second)).toEqual(end);
});

test('each part has its own time, the document all of it', () => {
  expect(endOf({ cpuMs: 1_000, waitedMs: 0 }, 10)).toEqual({ overdue: 'computes', second: 301 });
  expect(endOf({ cpuMs: 0, waitedMs: 0 }, 10)).toBeNull();
  expect(endOf({ cpuMs: 10, waitedMs: 990 }, 10)).toBeNull();
});

test('an hour in which the whole container was paused is not held against the reader', () => {
  const clock = new ReaderClock(limits, 0);
  expect(clock.look({ cpuMs: 100, waitedMs: 0, residentMb: 0 }, 3_600_000)).toBeNull();
});
