import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createTemporalClient } from '../../../temporal/client.ts';
import { startTemporal } from '../../../temporal/server/start-temporal.ts';
import type { BenchPart } from '../bench-part.ts';
import { row } from '../bench-row.ts';
import { median, timed } from '../quantile.ts';
import { fiveStepsActivities } from '../workflows/five-steps-activities.ts';

const taskQueue = 'bench';
const stepsPerRun = 5;
const warmUpRuns = 3;
const singleRuns = 25;
const throughputRounds = 2;
const runsAtOnce = 20;

/** A five-step workflow on our tuning and on the dev server as it comes, both with their data on disk. */
export const workflow: BenchPart = async () => {
  const logger = new DefaultLogger('ERROR', () => undefined);
  Runtime.install({ logger, telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } } });
  const workflowsPath = join(import.meta.dirname, '..', 'workflows', 'five-steps.ts');
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
  await using tuned = await startSide(true, workflowBundle);
  await using stock = await startSide(false, workflowBundle);
  const times: Record<'tuned' | 'stock', number[]> = { tuned: [], stock: [] };
  const perSecond: Record<'tuned' | 'stock', number[]> = { tuned: [], stock: [] };
  const sides = { tuned, stock };
  const names = ['tuned', 'stock'] as const;

  for (let count = 0; count < warmUpRuns; count += 1) for (const name of names) await sides[name].run();
  for (let count = 0; count < singleRuns; count += 1)
    for (const name of names) times[name].push(await timed(sides[name].run));
  for (let count = 0; count < throughputRounds; count += 1)
    for (const name of names) {
      const ms = await timed(() => Promise.all(Array.from({ length: runsAtOnce }, sides[name].run)));
      perSecond[name].push((runsAtOnce * stepsPerRun * 1_000) / ms);
    }

  const tunedMs = median(times.tuned);
  const stockMs = median(times.stock);
  const rates = { tuned: median(perSecond.tuned), stock: median(perSecond.stock) };
  return [
    row('5 steps, stock ÷ tuned, p50', stockMs / tunedMs, '×', {
      target: { atLeast: 5 },
      note: `tuned ${tunedMs.toFixed(0)} ms, stock ${stockMs.toFixed(0)} ms, ${singleRuns} runs each, interleaved`,
    }),
    row('activities per second', rates.tuned, '/s', {
      note: `${runsAtOnce} workflows at once; stock ${rates.stock.toFixed(0)}/s`,
    }),
  ];
};

const startSide = async (tuned: boolean, workflowBundle: { code: string }) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'throughline-bench-'));
  const env = { ...process.env, TEMPORAL_ADDRESS: '' };
  const { address, stop } = await startTemporal({ dataDir, tuned, env, report: () => undefined });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle,
    activities: fiveStepsActivities,
    maxCachedWorkflows: 500,
  });
  const running = worker.run();
  const client = createTemporalClient({ address, namespace: 'default' });
  return {
    run: async (): Promise<void> => {
      const total: unknown = await client.workflow.execute('fiveSteps', { taskQueue, workflowId: crypto.randomUUID() });
      if (total !== stepsPerRun) throw new Error(`the workflow counted ${String(total)} steps`);
    },
    [Symbol.asyncDispose]: async () => {
      worker.shutdown();
      await running;
      await client[Symbol.asyncDispose]();
      await connection.close();
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
