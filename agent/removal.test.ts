import { execFile } from 'node:child_process';
import { chmod, chown, copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { plainRuntime } from './test-runtime.ts';
import { startFixture, startTestAgent, testSpec } from './test-agent.ts';

test('what is installed while its server is being removed is there afterwards', async () => {
  const [began, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const runtime = plainRuntime({
    uninstall: async () => {
      began.resolve();
      await gate.promise;
    },
  });
  const started = await startTestAgent({ runtime });
  const { client, agent } = started;
  await startFixture(started);
  const removing = client.remove('mcp_one');
  await began.promise;
  // In this process: the call has begun when this line is over.
  const creating = agent.create(testSpec());
  gate.resolve();
  await removing;
  expect(await creating).toEqual({ version: '1.0.0' });
  await client.start('mcp_one', 1);
  expect(await client.describe('mcp_one')).toMatchObject({ installation: 1, state: 'running' });
});

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

test('folders that a server closed to everybody are deleted too, and links are not followed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'closed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [server, outside] = [join(folder, 'server'), join(folder, 'outside')];
  await mkdir(join(server, 'data/closed/deeper'), { recursive: true });
  await mkdir(outside);
  // Somebody else may not be able to read this project.
  await copyFile(join(import.meta.dirname, 'remove-tree.ts'), join(outside, 'remove-tree.ts'));
  await writeFile(join(server, 'data/closed/deeper/file'), '');
  await symlink(outside, join(server, 'data/closed/link'));
  const closed = ['data/closed/deeper', 'data/closed', 'data'].map((each) => join(server, each));
  if (isRoot) for (const each of [folder, server, outside, ...closed]) await chown(each, nobody, nobody);
  for (const each of closed) await chmod(each, 0o000);
  await chmod(outside, 0o500);
  // Root may delete anything: only somebody else shows whether this works.
  const code = join(folder, 'outside/remove-tree.ts');
  const script = `import { removeTree } from ${JSON.stringify(code)}; await removeTree(${JSON.stringify(server)});`;
  await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
    { cwd: folder, ...(isRoot && { uid: nobody, gid: nobody }) },
  );
  expect(await readdir(folder)).toEqual(['outside']);
  await chmod(outside, 0o700);
  expect(await readdir(outside)).toEqual(['remove-tree.ts']);
});
