import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readProcess } from './process-table.ts';
import { speakTo, testFolders, testRuntime, testSpec } from './test-sandbox.ts';

const local = (file: string, folder = 'hostile') =>
  testSpec({ kind: 'local', folder, program: 'node', args: [file] }, { environment: { API_KEY: 'its-own' } });
let folders: Awaited<ReturnType<typeof testFolders>>;

beforeEach(async () => {
  folders = await testFolders();
  vi.stubEnv('PATH', '/nowhere');
  vi.stubEnv('SANDBOX_CANARY', 'canary-of-the-parent');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await folders.remove();
});

test('without bubblewrap it says what to install, and refuses to install or launch', async () => {
  const runtime = testRuntime();
  expect(await runtime.problem()).toContain('apt-get install bubblewrap');
  await expect(runtime.install(local('crashes.mjs'), folders.folder)).rejects.toThrow('runtime_not_available');
  await expect(runtime.launch(local('crashes.mjs'), folders.folder, folders.dataFolder)).rejects.toThrow('bubblewrap');
});

test('an operator may allow servers without a sandbox: their environment is clean all the same', async () => {
  const runtime = testRuntime({ allowUnsandboxed: true });
  const spec = local('reads-environments.mjs');
  expect(await runtime.problem()).toBeNull();
  await runtime.install(spec, folders.folder);
  const server = await runtime.launch(spec, folders.folder, folders.dataFolder);
  const facts = await speakTo(server).attempt({ canary: 'no such text anywhere' });
  expect(facts.own).toMatchObject({ API_KEY: 'its-own', HOME: folders.dataFolder });
  expect(JSON.stringify(facts.own)).not.toContain('canary-of-the-parent');
  const processIds = await server.processIds();
  expect(processIds.length).toBeGreaterThan(0);
  await server.end(200);
  expect((await Promise.all(processIds.map(readProcess))).filter((entry) => entry !== null)).toEqual([]);
});

test('without a sandbox, too, a server that ignores every request to end is ended', async () => {
  const runtime = testRuntime({ allowUnsandboxed: true });
  const spec = local('ignores-end.mjs');
  await runtime.install(spec, folders.folder);
  const server = await runtime.launch(spec, folders.folder, folders.dataFolder);
  expect(await speakTo(server).attempt()).toEqual({ stillHere: true });
  const processIds = await server.processIds();
  await server.end(200);
  expect(await server.exited).toEqual({ reason: 'was ended' });
  expect((await Promise.all(processIds.map(readProcess))).filter((entry) => entry !== null)).toEqual([]);
});

test.each(['no-such-folder', '..'])(
  'a local server outside its folder (%s) is not found, and nothing is left',
  async (folder) => {
    const runtime = testRuntime({ allowUnsandboxed: true });
    await expect(runtime.install(local('x.mjs', folder), folders.folder)).rejects.toThrow('program_folder_not_found');
    expect(await readdir(folders.folder)).toEqual([]);
  },
);

test('without a folder for local servers there are none', async () => {
  const runtime = testRuntime({ allowUnsandboxed: true, localFolder: null });
  await expect(runtime.install(local('x.mjs'), folders.folder)).rejects.toThrow('MCP_LOCAL_FOLDER');
});
