import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { launchedTree } from './launched-tree.ts';

test('a server that ended before anybody watched it has ended', async () => {
  const child = spawn('/bin/sh', ['-c', 'exit 3'], { detached: true, stdio: 'pipe' });
  await once(child, 'exit');
  const tree = await launchedTree({
    child,
    rootId: child.pid ?? 0,
    ownNamespace: false,
    memoryMb: 64,
    diskMb: 64,
    memoryBytes: async () => null,
    memoryKills: async () => 0,
    cleanUp: async () => undefined,
  });
  expect(await tree.exited).toEqual({ reason: 'ended with code 3' });
});
