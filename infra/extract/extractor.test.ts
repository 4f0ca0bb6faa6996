import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createExtractor } from './extractor.ts';
import type { TimeLimits } from './reader-clock.ts';
import { findReaderSandbox } from './reader-sandbox.ts';

const block = (ms: number): void => {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
};

test('healthy files are read although the process that waits for them is busy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'extractor-'));
  const path = join(folder, 'request');
  await writeFile(path, 'Please quote 5 desk lamps.');
  const { sandbox } = await findReaderSandbox();
  const states: string[] = [];
  // So that a reader's last words and its end are noticed together: the order of the two then is chance.
  const busy = setInterval(() => block(200), 60);
  const lane = async (_: unknown, index: number): Promise<void> => {
    const { extract } = createExtractor({ sandbox: index % 2 === 0 ? sandbox : null });
    for (let count = 0; count < 3; count += 1)
      states.push((await extract(path, { onPart: async () => block(15) })).status);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  clearInterval(busy);
  await rm(folder, { recursive: true });
  expect(states).toEqual(states.map(() => 'ok'));
});

describe.runIf(existsSync('/proc/self/schedstat'))('a reader without parts', () => {
  const extractBy = (script: string, limits: Partial<TimeLimits>) =>
    createExtractor({ ...limits, sandbox: () => [process.execPath, ['--eval', script]] }).extract(
      import.meta.filename,
      { onPart: () => {} },
    );

  const sleeps = 'setInterval(() => {}, 60_000)';
  const threads = `const { Worker } = require('node:worker_threads')`;

  test.each([
    ['computes', 'for (;;);', { partCpuMs: 300 }],
    ['computes', `${threads}; new Worker('for (;;);', { eval: true })`, { totalCpuMs: 300 }],
    ['hangs', sleeps, { idleMs: 300 }],
  ])('that %s is ended: %s', async (overdue, script, limits) => {
    const outcome = await extractBy(script, limits);
    expect(outcome).toEqual({ status: 'rejected', reason: 'too_slow', detail: `the reader ${overdue}` });
  });

  test('that has no time from the machine is for another attempt', async () => {
    await expect(extractBy(sleeps, { partWallMs: 1 })).rejects.toThrow('service_unavailable');
  });
});

test('a reader that cannot start, or that a Ctrl-C ends, is no fault of the document', async () => {
  const ctrlC = `process.send({ type: 'ready' }, () => process.kill(process.pid, 'SIGINT'))`;
  for (const [program, words] of [
    ['/usr/bin/false', []],
    [process.execPath, ['--eval', ctrlC]],
  ] as const) {
    const { extract } = createExtractor({ sandbox: () => [program, words] });
    await expect(extract(import.meta.filename, { onPart: () => {} })).rejects.toThrow('did not start or was stopped');
  }
});
