import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export type Revision = '2025-11-25' | '2026-07-28';
export const revisions: readonly Revision[] = ['2025-11-25', '2026-07-28'];

/** How the suite starts our client; it runs every scenario at once, so that a slow machine needs a generous clock. */
export const clientDriver = `${process.execPath} --disable-warning=ExperimentalWarning test/mcp/conformance/client-driver.ts`;

export interface ScenarioResult {
  readonly scenario: string;
  /** Whether the revision requires it; what is not required runs for visibility. */
  readonly required: boolean;
  readonly passed: boolean;
  /** What failed, in the suite's words. */
  readonly problems: readonly string[];
}

const suite = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);

/** Runs the official suite against a server: exactly what a revision requires of one, and what it only reports. */
export const runServerSuite = (url: string, revision: Revision): Promise<ScenarioResult[]> =>
  runSuite(['server', '--url', url, '--requirements', revision]);

/** Runs the official suite against a client: `command` is called with the address of a server of the suite. */
export const runClientSuite = (command: string, revision: Revision): Promise<ScenarioResult[]> =>
  runSuite(['client', '--command', command, '--requirements', revision, '--timeout', '600000']);

const runSuite = async (args: readonly string[]): Promise<ScenarioResult[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  try {
    const child = spawn(process.execPath, [suite, ...args, '-o', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    const results = readSummary(output);
    if (results.length === 0) throw new Error(`the suite did not run: ${errors.slice(-2_000)}${output.slice(-2_000)}`);
    return await Promise.all(
      results.map(async (result) => ({
        ...result,
        problems: result.passed ? [] : await problemsOf(folder, result.scenario),
      })),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const readSummary = (output: string): Omit<ScenarioResult, 'problems'>[] => {
  const [, summary = ''] = output.split(/^=== (?:SUITE )?SUMMARY ===$/m);
  const optional = new Set([...summary.matchAll(/^ +[✓✗] (\S+) \(/gmu)].map(([, scenario]) => scenario));
  return [...summary.matchAll(/^([✓✗]) (\S+): \d+ passed, (\d+) failed/gmu)].map(([, mark, scenario = '', failed]) => ({
    scenario,
    required: !optional.has(scenario),
    passed: mark === '✓' && failed === '0',
  }));
};

const Checks = z.array(z.looseObject({ id: z.string(), status: z.string(), errorMessage: z.string().optional() }));

const problemsOf = async (folder: string, scenario: string): Promise<string[]> => {
  const name = scenario.replaceAll('/', '-');
  const found = (await readdir(folder, { recursive: true })).filter(
    (path) => path.endsWith('checks.json') && path.replaceAll('/', '-').includes(`${name}-2`),
  );
  const files = await Promise.all(found.map((path) => readFile(join(folder, path), 'utf8')));
  return files
    .flatMap((file) => Checks.parse(JSON.parse(file)))
    .filter(({ status }) => status === 'FAILURE')
    .map(({ id, errorMessage }) => `${id}: ${errorMessage ?? 'failed'}`);
};
