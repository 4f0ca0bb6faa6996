import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  deployHostile,
  growthDuring,
  processIdsOf,
  startHostilePlatform,
  type HostileServer,
  type HostileSettings,
} from '../../harness/hostile-servers.ts';
import type { TestPlatform, TestProgram } from '../../harness/platform.ts';
import type { BenchPart } from '../bench-part.ts';
import { row } from '../bench-row.ts';
import { CallFigures, type CallOrder } from '../mcp/call-order.ts';
import { median, quantile } from '../quantile.ts';

const folder = join(import.meta.dirname, '../mcp');
/** In turns, so that a busy moment of the machine meets both. */
const rounds = 15;
const callsPerRound = 1_000;
/** Rounds before, in which the compilers of Node and of the database do their work. */
const warmUps = 8;
/** Between the attempts of one attacker: one in quarantine is refused at once, and what is measured is not its caller. */
const pauseMs = 250;

/** What each does for as long as it is let; none of them stops the measurement when it is ended. */
const attacks: readonly { file: string; args: object; settings?: HostileSettings }[] = [
  { file: 'burns-cpu.mjs', args: { seconds: 3 } },
  { file: 'floods-stdout.mjs', args: {} },
  { file: 'floods-stderr.mjs', args: { megabytes: 6 } },
  { file: 'eats-memory.mjs', args: { where: 'buffers' }, settings: { limits: { memoryMb: 256 } } },
  { file: 'eats-disk.mjs', args: { folder: '/data', files: 100 }, settings: { limits: { diskMb: 40 } } },
  { file: 'forks-without-end.mjs', args: {}, settings: { limits: { processes: 40 } } },
  { file: 'sends-garbage.mjs', args: {} },
  { file: 'answers-too-much.mjs', args: {} },
];

/** Calls of a calm server alone, and while a CPU burner, floods, eaters of memory and disk, a fork bomb and bad answers are at work beside it. */
export const mcpHostile: BenchPart = async () => {
  await using running = await startHostilePlatform();
  const program = await running.program({ workspace: 'Bench: hostile' });
  await deployHostile(running, program, 'server.mjs', { name: 'calm', folder: 'echo' });
  const hostile: { server: HostileServer; args: object }[] = [];
  for (const { file, args, settings } of attacks)
    hostile.push({ server: await deployHostile(running, program, file, settings), args });
  const load = fork(join(folder, 'call-load-child.ts'));
  const measure = () => measureCalm(load, running, program);
  for (let round = 0; round < warmUps; round += 1) await measure();
  const quiet: CallFigures[] = [];
  const attacked: CallFigures[] = [];
  let attempts = 0;
  const { agent } = processIdsOf(running);
  const growthMb = await growthDuring(agent, async () => {
    for (let round = 0; round < rounds; round += 1) {
      quiet.push(await measure());
      const over = new AbortController();
      const attacking = hostile.map(async ({ server, args }) => {
        for (; !over.signal.aborted; attempts += 1) {
          await server.attempt(args).catch(() => undefined);
          await wait(pauseMs);
        }
      });
      attacked.push(await measure());
      over.abort();
      // Those that still work end with their time; what was asked of them is bounded.
      await Promise.all(attacking);
    }
  });
  load.disconnect();
  const failed = [...quiet, ...attacked].reduce((sum, each) => sum + each.failed, 0);
  return [
    row('p99 beside hostile servers ÷ alone', p99Of(attacked) / p99Of(quiet), '×', {
      target: { below: 1.5 },
      note: `p99 ${summary(quiet, 'p99Ms')} → ${summary(attacked, 'p99Ms')} ms, p50 ${summary(quiet, 'p50Ms')} → ${summary(attacked, 'p50Ms')} ms`,
    }),
    row('calm calls that failed', failed, '', { target: { below: 1 }, note: `${attempts} hostile calls meanwhile` }),
    row('memory of the agent, at most more', growthMb, 'MB', { target: { below: 64 } }),
  ];
};

const measureCalm = async (
  load: ChildProcess,
  { url }: TestPlatform,
  { headers }: TestProgram,
): Promise<CallFigures> => {
  const target = { kind: 'http', url: `${url}/mcp`, headers, tool: 'calm__echo' } as const;
  load.send({ target, callers: 1, calls: callsPerRound } satisfies CallOrder);
  const [answer]: unknown[] = await once(load, 'message');
  return CallFigures.parse(answer);
};

const p99Of = (figures: readonly CallFigures[]): number => median(figures.map(({ p99Ms }) => p99Ms));
const summary = (figures: readonly CallFigures[], figure: 'p50Ms' | 'p99Ms'): string => {
  const values = figures.map((each) => each[figure]);
  return `${median(values).toFixed(2)} (${quantile(values, 0).toFixed(2)}–${quantile(values, 1).toFixed(2)})`;
};
