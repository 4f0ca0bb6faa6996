import { readFile, readdir } from 'node:fs/promises';
import { startTestPlatform, type TestPlatform } from '../../harness/platform.ts';
import type { BenchPart } from '../bench-part.ts';
import { row } from '../bench-row.ts';
import { openHttpCaller, type Caller } from '../mcp/open-caller.ts';
import { quantile, timed } from '../quantile.ts';

const standing = 1_000;
const passing = 10_000;
const atOnce = 50;

/** 1,000 sessions of the old era open at once, then 10,000 that come and go: what they cost, and what stays of them. */
export const mcpSessions: BenchPart = async () => {
  await using running = await startTestPlatform({ RATE_LIMIT_FACTOR: '1000' });
  const { headers } = await running.program({ workspace: 'Bench: sessions' });
  const open = () => openHttpCaller({ kind: 'http', url: `${running.url}/mcp`, headers, tool: 'get_sales_analytics' });

  await passBy(open, 500);
  const quiet = await usageOf(running);
  const sessions: Caller[] = [];
  const openSeconds = (await timed(() => inBatches(standing, async () => void sessions.push(await open())))) / 1_000;
  const full = await usageOf(running);
  const pings: number[] = [];
  await inBatches(standing, async (at) => void pings.push(await timed(async () => sessions[at]?.ping())));
  await inBatches(standing, async (at) => sessions[at]?.close());

  // The heap first grows to the size that such a load needs at all; from there on it has to stay.
  await passBy(open, passing);
  const before = await usageOf(running);
  await passBy(open, passing);
  const after = await usageOf(running);
  return [
    row('1,000 sessions open, per session', (full.apiBytes - quiet.apiBytes) / standing / 1_024, 'KiB', {
      note: `opened in ${openSeconds.toFixed(1)} s; a ping of each p50 ${quantile(pings, 0.5).toFixed(1)} ms, p99 ${quantile(pings, 0.99).toFixed(1)} ms`,
    }),
    row('memory of the API after 10,000 more sessions ÷ after 10,000', after.apiBytes / before.apiBytes, '×', {
      target: { below: 1.25 },
      note: `${(before.apiBytes / 1e6).toFixed(0)} → ${(after.apiBytes / 1e6).toFixed(0)} MB`,
    }),
    row('processes that 10,000 sessions left', after.processes - before.processes, '', { target: { below: 1 } }),
  ];
};

const passBy = (open: () => Promise<Caller>, count: number): Promise<void> =>
  inBatches(count, async () => {
    const session = await open();
    await session.ping();
    await session.close();
  });

const inBatches = async (count: number, work: (at: number) => Promise<unknown>): Promise<void> => {
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
};

/** Resident memory of the API, and how many processes API, worker and agent have below them. */
const usageOf = async ({ platform }: TestPlatform) => {
  const status = await readFile(`/proc/${platform.api.pid}/status`, 'utf8');
  const residentKiB = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  const parents = await parentOf();
  const roots = new Set([platform.api.pid, platform.worker.pid, platform.agent?.pid]);
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (roots.has(pid) || isBelow(parents.get(pid)));
  return { apiBytes: residentKiB * 1_024, processes: [...parents.keys()].filter(isBelow).length };
};

const parentOf = async (): Promise<Map<number, number>> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const pairs = await Promise.all(
    ids.map(async (id) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      return [Number(id), Number(/PPid:\s+(\d+)/.exec(status)?.[1] ?? 0)] as const;
    }),
  );
  return new Map(pairs);
};
