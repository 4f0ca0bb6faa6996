import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../domain/mcp/deployment-agent.ts';
import { runCommand } from '../../infra/ground/run-command.ts';
import {
  sandboxProblem,
  speakTo,
  testFolders,
  testRuntime,
  testSpec,
} from '../../infra/runtimes/process/test-sandbox.ts';

const answers = async (command: string, ...args: string[]) =>
  (await runCommand(command, args, { timeoutMs: 30_000 })).exitCode === 0;
const npmAnswers =
  sandboxProblem === null && (await answers('npm', 'view', '@modelcontextprotocol/server-memory', 'version'));
const pypiAnswers =
  sandboxProblem === null &&
  (await answers(
    'python3',
    '-m',
    'pip',
    'download',
    '--no-deps',
    '-q',
    '-d',
    '/tmp/throughline-probe',
    'mcp-server-time',
  ));

const npm = (name: string, args: string[] = [], version: string | null = null): ServerSpec['source'] => ({
  kind: 'npm',
  package: name,
  version,
  bin: null,
  args,
});
const pypi = (name: string): ServerSpec['source'] => ({
  kind: 'pypi',
  package: name,
  version: null,
  bin: null,
  args: [],
});

/** Installs, starts, lists tools, ends; answers what was seen. */
const tryOut = async (source: ServerSpec['source']) => {
  const runtime = testRuntime();
  const folders = await testFolders();
  try {
    const spec = testSpec(source);
    const { version } = await runtime.install(spec, folders.folder);
    const startedAt = performance.now();
    const server = await runtime.launch(spec, folders.folder, folders.dataFolder);
    const client = speakTo(server);
    await client.initialize();
    const startMs = Math.round(performance.now() - startedAt);
    server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    const tools = JSON.stringify((await client.tools()).result);
    const memoryMb = Math.round(((await server.memoryBytes()) ?? 0) / 1_048_576);
    await server.end(2_000);
    return { version, tools, startMs, memoryMb, left: await server.processIds() };
  } finally {
    await folders.remove();
  }
};

test.skipIf(!npmAnswers).each([
  ['@modelcontextprotocol/server-everything', [], 'echo'],
  ['@modelcontextprotocol/server-filesystem', ['/data'], 'read_text_file'],
  ['@modelcontextprotocol/server-memory', [], 'create_entities'],
] as const)('%s from npm answers in the sandbox (needs an npm registry)', async (name, args, tool) => {
  const seen = await tryOut(npm(name, [...args]));
  expect(seen.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(seen.tools).toContain(`"${tool}"`);
  expect(seen.left).toEqual([]);
  console.log(`${name} ${seen.version}: initialize after ${seen.startMs} ms, ${seen.memoryMb} MB`);
});

test.skipIf(!pypiAnswers)('a server from PyPI answers in the sandbox (needs a package index)', async () => {
  const seen = await tryOut(pypi('mcp-server-time'));
  expect(seen.tools).toContain('"get_current_time"');
  expect(seen.left).toEqual([]);
  console.log(`mcp-server-time ${seen.version}: initialize after ${seen.startMs} ms, ${seen.memoryMb} MB`);
});

test.skipIf(!npmAnswers)(
  'what cannot be installed names its cause, and leaves nothing (needs an npm registry)',
  async () => {
    const runtime = testRuntime();
    const folders = await testFolders();
    const lines: string[] = [];
    const failureOf = async (source: ServerSpec['source'], signal?: AbortSignal) =>
      runtime
        .install(testSpec(source), folders.folder, { onLog: (line) => lines.push(line), ...(signal ? { signal } : {}) })
        .then(() => 'installed')
        .catch((error: unknown) => (error instanceof Failure ? error.code : String(error)));
    expect(await failureOf(npm('@throughline-tests/no-such-package'))).toBe('package_not_found');
    expect(await failureOf(npm('@modelcontextprotocol/server-memory', [], '0.0.1-nope'))).toBe('package_not_found');
    expect(await failureOf(npm('zod'))).toBe('package_not_runnable');
    expect(await failureOf(npm('@modelcontextprotocol/server-memory'), AbortSignal.abort())).toContain('AbortError');
    expect(lines.join('\n')).not.toMatch(/https?:\/\//);
    expect(await runCommand('ls', ['-A', folders.folder])).toEqual({ exitCode: 0, output: '' });
    await folders.remove();
  },
);

test.skipIf(!npmAnswers)(
  'an installation that is cancelled midway ends its installer and leaves nothing (needs an npm registry)',
  async () => {
    const folders = await testFolders();
    const runtime = testRuntime({ cacheFolder: join(folders.base, 'empty-cache') });
    await mkdir(join(folders.base, 'empty-cache'));
    const cancel = new AbortController();
    const spec = testSpec(npm('@modelcontextprotocol/server-everything'));
    const installing = runtime.install(spec, folders.folder, { signal: cancel.signal, onLog: () => cancel.abort() });
    await expect(installing).rejects.toThrow('aborted');
    expect(await runCommand('ls', ['-A', folders.folder])).toEqual({ exitCode: 0, output: '' });
    expect((await runCommand('pgrep', ['-f', folders.base])).output).toBe('');
    await folders.remove();
  },
);
