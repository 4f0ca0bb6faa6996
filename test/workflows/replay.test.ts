import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, expect, test } from 'vitest';
import { workflowBundle } from '../../workers/workflow-bundle.ts';

const folder = join(import.meta.dirname, 'histories');
const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
const logger = new DefaultLogger('ERROR', () => undefined);

beforeAll(() => {
  Runtime.install({ logger, telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } } });
});

/** Ids do not stand in a history; those of ours follow from the kind of the workflow, and nothing depends on them. */
const histories = () =>
  Promise.all(
    files.map(async (name) => ({
      workflowId: name,
      // The worker's own reading of JSON needs one copy of protobufjs in the whole tree, which npm does not give.
      history: proto.temporal.api.history.v1.History.fromObject(JSON.parse(await readFile(join(folder, name), 'utf8'))),
    })),
  );

/** Name of each history → why it does not replay; null when it does. */
const replay = async (options: Parameters<typeof Worker.runReplayHistories>[0]) => {
  const outcomes = new Map<string, unknown>();
  for await (const { workflowId, error } of Worker.runReplayHistories(options, await histories()))
    outcomes.set(workflowId, error ?? null);
  return outcomes;
};

test('every recorded history replays on today’s workflows', { timeout: 120_000 }, async () => {
  const outcomes = await replay({ workflowBundle: await workflowBundle() });
  expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(files.map((name) => [name, null])));
  for (const kind of ['process-document-done', 'process-document-rejected', 'process-document-cancelled'])
    expect(files.some((name) => name.startsWith(kind))).toBe(true);
  for (const kind of ['prepare-quote-without-review', 'prepare-quote-with-review', 'prepare-quote-cancelled'])
    expect(files.some((name) => name.startsWith(kind))).toBe(true);
});

test('a workflow that was changed so that running ones would break is caught', { timeout: 120_000 }, async () => {
  const outcomes = await replay({ workflowsPath: join(import.meta.dirname, 'fixtures', 'broken.ts') });
  expect(outcomes.size).toBe(files.length);
  for (const error of outcomes.values()) expect(error).toBeInstanceOf(DeterminismViolationError);
});
