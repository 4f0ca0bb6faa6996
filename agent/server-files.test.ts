import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ServerFiles } from './server-files.ts';
import { testSealer } from './test-agent.ts';

test('what cannot be read is not taken for what is not installed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'server-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = new ServerFiles('mcp_one', join(folder, 'mcp_one'), testSealer);
  expect(await files.read(1)).toBeNull();
  expect(await files.isEmpty()).toBe(true);
  // As good as a disk that fails.
  await mkdir(join(folder, 'mcp_one', '1.spec'), { recursive: true });
  await expect(files.read(1)).rejects.toThrow('EISDIR');
  await writeFile(join(folder, 'file'), '');
  await expect(new ServerFiles('file', join(folder, 'file'), testSealer).isEmpty()).rejects.toThrow('ENOTDIR');
});
