import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findReaderSandbox } from './reader-sandbox.ts';

test('a machine without bubblewrap, or with one that does not work, says so and has no sandbox', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reader-sandbox-'));
  const missing = await findReaderSandbox({ PATH: folder });
  await symlink('/usr/bin/false', join(folder, 'bwrap'));
  const broken = await findReaderSandbox({ PATH: folder });
  await rm(folder, { recursive: true });
  expect(missing).toEqual({ sandbox: null, problem: 'bubblewrap is not installed' });
  expect(broken).toEqual({ sandbox: null, problem: expect.stringContaining('ended with 1') });
});
