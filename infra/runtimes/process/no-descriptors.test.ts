import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** As an agent with very many servers: no descriptor is left when it starts another. */
const program = `
  const { openSync } = await import('node:fs');
  const { launchSandboxed } = await import(${JSON.stringify(join(import.meta.dirname, 'launch-sandboxed.ts'))});
  const plan = {
    hostUserId: null, mounts: [], links: {}, files: {}, environment: {}, workFolder: '/', tmpBytes: 1, network: 'none',
    limits: { openFiles: 64, fileBytes: 1, processes: 64 }, command: ['/usr/bin/true'],
  };
  try { for (;;) openSync('/dev/null'); } catch {}
  await launchSandboxed({ bwrap: '/usr/bin/bwrap', plan, filter: null, limits: {}, groups: {} }).catch((error) =>
    console.log(error.code),
  );
  setImmediate(() => console.log('still here'));
`;

test('a launch without a descriptor left fails, and the agent goes on', async () => {
  const { stdout } = await promisify(execFile)('/bin/sh', [
    '-c',
    'ulimit -n 128 && exec "$0" --input-type=module --eval "$1"',
    process.execPath,
    program,
  ]);
  expect(stdout).toBe('server_start_failed\nstill here\n');
});
