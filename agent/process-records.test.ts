import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LaunchedServer } from '../infra/runtimes/runtime.ts';
import { ProcessRecords } from './process-records.ts';

vi.mock(import('node:fs/promises'), async (original) => {
  const actual = await original();
  return { ...actual, rm: vi.fn<typeof rm>(actual.rm) };
});

test('a record that cannot be removed when its server ended does no harm', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'records-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const unhandled = vi.fn<(reason: unknown) => void>();
  process.on('unhandledRejection', unhandled);
  onTestFinished(() => void process.off('unhandledRejection', unhandled));
  vi.mocked(rm).mockRejectedValueOnce(new Error('EIO'));
  const exited = Promise.withResolvers<{ reason: string }>();
  const launched: Pick<LaunchedServer, 'processIds' | 'exited'> = {
    processIds: async () => [],
    exited: exited.promise,
  };
  await new ProcessRecords(folder).follow(launched);
  exited.resolve({ reason: 'ended' });
  await vi.waitFor(() => expect(rm).toHaveBeenCalledOnce());
  await nextTurn();
  expect(unhandled).not.toHaveBeenCalled();
});
