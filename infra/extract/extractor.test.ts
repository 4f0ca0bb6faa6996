import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createExtractor } from './extractor.ts';

const block = (ms: number): void => {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
};

test('healthy files are read although the process that waits for them is busy', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'extractor-'));
  const path = join(folder, 'request');
  await writeFile(path, 'Please quote 5 desk lamps.');
  const { extract } = createExtractor();
  const states: string[] = [];
  // So that a reader's last words and its end are noticed together: the order of the two then is chance.
  const busy = setInterval(() => block(200), 60);
  const lane = async (): Promise<void> => {
    for (let count = 0; count < 5; count += 1)
      states.push((await extract(path, { onPart: async () => block(15) })).status);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  clearInterval(busy);
  await rm(folder, { recursive: true });
  expect(states).toEqual(states.map(() => 'ok'));
});
