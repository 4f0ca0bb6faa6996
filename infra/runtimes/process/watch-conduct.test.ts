import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Conduct } from './control-group-files.ts';
import { watchConduct } from './watch-conduct.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A server that takes `share` of a core from now on, and how it is treated. */
const watched = () => {
  const told: Conduct[] = [];
  const ended = Promise.withResolvers<void>();
  let cpuMs = 0;
  const group = {
    add: async () => undefined,
    memoryBytes: async () => null,
    memoryKills: async () => 0,
    cpuMs: () => cpuMs,
    treat: async (conduct: Conduct) => void told.push(conduct),
    remove: async () => undefined,
  };
  watchConduct(group, ended.promise);
  const takes = (share: number, forMs: number): void => {
    for (let ms = 0; ms < forMs; ms += 250) {
      cpuMs += share * 250;
      vi.advanceTimersByTime(250);
    }
  };
  return { told, takes, end: ended.resolve };
};

test('who took little for ten seconds is calm, who takes a core is busy at once and for ten seconds more', () => {
  const { told, takes, end } = watched();
  takes(0.1, 9_750);
  expect(told).toEqual([]);
  takes(0.1, 250);
  expect(told).toEqual(['calm']);
  takes(0.9, 250);
  expect(told).toEqual(['calm', 'busy']);
  takes(0.1, 9_750);
  takes(0.9, 250);
  takes(0.1, 9_750);
  expect(told).toEqual(['calm', 'busy']);
  takes(0.1, 250);
  expect(told).toEqual(['calm', 'busy', 'calm']);
  end();
});

test('loading a package is no bad conduct, unless it takes more than five seconds', () => {
  const { told, takes, end } = watched();
  takes(1, 4_750);
  expect(told).toEqual([]);
  takes(1, 250);
  expect(told).toEqual(['busy']);
  end();
});

test('nobody looks at a server that has ended', async () => {
  const { end } = watched();
  expect(vi.getTimerCount()).toBe(1);
  end();
  await Promise.resolve();
  expect(vi.getTimerCount()).toBe(0);
});
