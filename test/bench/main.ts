import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../infra/env.ts';
import { startTestPlatform, type TestPlatform } from '../harness/platform.ts';
import type { BenchPart } from './bench-part.ts';
import type { BenchRow } from './bench-row.ts';
import { apiRead } from './parts/api-read.ts';
import { document } from './parts/document.ts';
import { event } from './parts/event.ts';
import { hundredUsers } from './parts/hundred-users.ts';
import { matching } from './parts/matching.ts';
import { mcpCalls } from './parts/mcp-calls.ts';
import { mcpHostile } from './parts/mcp-hostile.ts';
import { mcpSessions } from './parts/mcp-sessions.ts';
import { pricing } from './parts/pricing.ts';
import { workflow } from './parts/workflow.ts';
import { printTable } from './print-table.ts';

/** In this order: those that need the machine for themselves come before the platform runs. */
const parts: Readonly<Record<string, BenchPart>> = {
  workflow,
  matching,
  'api-read': apiRead,
  pricing,
  document,
  event,
  'hundred-users': hundredUsers,
  'mcp-calls': mcpCalls,
  'mcp-hostile': mcpHostile,
  'mcp-sessions': mcpSessions,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

let platform: Promise<TestPlatform> | undefined;
const ground = { platform: () => (platform ??= startTestPlatform()) };
const results: { part: string; seconds: number; rows: readonly BenchRow[]; error?: string }[] = [];

for (const [part, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(part)) continue;
  process.stderr.write(`${part} …`);
  const startedMs = performance.now();
  const outcome = await measure(ground).then(
    (rows) => ({ rows }),
    (error: unknown) => ({ rows: [], error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  process.stderr.write(` ${seconds} s\n${'error' in outcome ? `${outcome.error}\n` : ''}`);
  results.push({ part, seconds, ...outcome });
}
await (await platform)?.[Symbol.asyncDispose]();

console.log(
  printTable(results.flatMap(({ part, rows }) => rows.map((each) => ({ ...each, name: `${part}: ${each.name}` })))),
);
const folder = join(readEnvironment().DATA_DIR, 'bench');
await mkdir(folder, { recursive: true });
const machine = {
  cores: availableParallelism(),
  model: cpus()[0]?.model ?? '',
  memoryGb: Math.round(totalmem() / 1e9),
  loadAverage: loadavg(),
  node: process.version,
};
const path = join(folder, 'last.json');
await writeFile(path, `${JSON.stringify({ finishedAt: new Date().toISOString(), machine, results }, null, 2)}\n`);
console.log(`\nWritten to ${path}`);
process.exit(results.some((each) => each.error !== undefined) ? 1 : 0);
