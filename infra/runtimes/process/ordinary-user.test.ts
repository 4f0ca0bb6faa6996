import { once } from 'node:events';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../ground/run-command.ts';
import { openIsolatedNetwork } from './isolated-network.ts';
import { isRoot } from './is-root.ts';
import { sandboxProblem } from './test-sandbox.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
const asUser = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
/** Only root may become somebody else, and that somebody must be able to read this folder. */
const possible =
  sandboxProblem === null &&
  isRoot() &&
  (await runCommand('setpriv', [...asUser, '-e', `require('fs').readdirSync('${project}')`])).exitCode === 0;

test.skipIf(!possible)('the walls and limits hold too when the agent is not root (needs root to try)', async () => {
  const script = join(project, 'test', 'mcp', 'hostile', 'as-ordinary-user.ts');
  const canary = createServer().listen(0, '0.0.0.0');
  await once(canary, 'listening');
  const port = String(Object(canary.address()).port);
  const { output } = await runCommand('setpriv', [...asUser, script, port], { timeoutMs: 170_000 });
  canary.close();
  const facts = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): unknown => JSON.parse(line));
  const none = Array(4).fill('0'.repeat(16));
  const unprivileged = { file: 'raises-privileges.mjs', became: [], capabilities: none, noNewPrivileges: '1' };
  expect(facts).toContainEqual(expect.objectContaining({ file: 'reads-host-files.mjs', reached: [] }));
  expect(facts).toContainEqual(expect.objectContaining({ file: 'reads-environments.mjs', foundCanary: false }));
  expect(facts).toContainEqual(expect.objectContaining({ file: 'opens-kernel-doors.mjs', opened: [], ran: [] }));
  expect(facts).toContainEqual(expect.objectContaining({ ...unprivileged, network: false }));
  expect(facts).toContainEqual(expect.objectContaining({ file: 'writes-own-package.mjs', written: [] }));
  expect(output).toMatch(/"forks-without-end.mjs".*"started":[123]?\d}/);
  expect(output).toMatch(/"eats-memory.mjs".*needed more than 160 MB of memory/);
  if ((await openIsolatedNetwork()).problem !== null) return;
  const outside = { connected: [], sent: [{ host: '1.1.1.1', port: 9 }] };
  expect(facts).toContainEqual(expect.objectContaining({ ...unprivileged, network: true }));
  expect(facts).toContainEqual(expect.objectContaining({ file: 'reaches-network.mjs', ...outside }));
});
