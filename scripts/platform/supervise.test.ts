import { expect, onTestFinished, test, vi } from 'vitest';
import { supervise, type Running } from './supervise.ts';

/** A part whose processes exist only as a promise that the test resolves. */
const fakePart = async (failures: number[] = []) => {
  const lines: string[] = [];
  const ends: Array<(why: string) => void> = [];
  let starts = 0;
  const start = async (): Promise<Running> => {
    starts += 1;
    if (failures.includes(starts)) throw new Error(`start ${starts} fails`);
    const { promise, resolve } = Promise.withResolvers<string>();
    ends.push(resolve);
    return { pid: 1_000 + starts, ended: promise, stop: async () => resolve('stopped') };
  };
  const told = Promise.withResolvers<void>();
  const report = (line: string): void => {
    lines.push(line);
    told.resolve();
  };
  const part = await supervise({ name: 'Part', start, report });
  onTestFinished(() => part.stop(0));
  return { part, lines, told: told.promise, end: (why: string) => ends.at(-1)?.(why), starts: () => starts };
};

test('a part that ends by itself is started again and says so', async () => {
  const { part, lines, end } = await fakePart();
  const back = vi.waitFor(() => expect(part.pid).toBe(1_002));
  end('Part ended (SIGKILL)');
  await back;
  await part.waitReady();
  expect(lines).toEqual(['Part ended (SIGKILL); starting it again in 0.5 s', 'Part runs again']);
});

test('each failed restart doubles the wait', async () => {
  const { part, lines, end } = await fakePart([2]);
  end('Part ended (exit code 1)');
  await vi.waitFor(() => expect(part.pid).toBe(1_003));
  expect(lines).toEqual([
    'Part ended (exit code 1); starting it again in 0.5 s',
    'start 2 fails; starting it again in 1 s',
    'Part runs again',
  ]);
});

test('a part that does not start the first time is an error, not a retry', async () => {
  await expect(fakePart([1])).rejects.toThrow('start 1 fails');
});

test('a stopped part stays down, also when it was waiting for its restart', async () => {
  const { part, end, starts, told } = await fakePart();
  end('Part ended (SIGKILL)');
  await told;
  await part.stop(0);
  expect(starts()).toBe(1);
  expect(part.pid).toBeUndefined();
});

test('restart replaces the process without a crash report', async () => {
  const { part, lines } = await fakePart();
  await part.restart();
  expect(part.pid).toBe(1_002);
  expect(lines).toEqual([]);
});
