import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, expect, test } from 'vitest';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import * as workflows from '../../workflows/index.ts';
import { historiesFolder, readRecordedHistory } from './read-history.ts';

const files = (await readdir(historiesFolder)).filter((name) => name.endsWith('.json'));
const logger = new DefaultLogger('ERROR', () => undefined);

beforeAll(() => {
  Runtime.install({ logger, telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } } });
});

/** Ids do not stand in a history, and nothing depends on them: the file's name tells which one it is. */
const histories = () =>
  Promise.all(files.map(async (name) => ({ workflowId: name, history: await readRecordedHistory(name) })));

/** Name of each history → why it does not replay; null when it does. */
const replay = async (options: Parameters<typeof Worker.runReplayHistories>[0]) => {
  const outcomes = new Map<string, unknown>();
  for await (const { workflowId, error } of Worker.runReplayHistories(options, await histories()))
    outcomes.set(workflowId, error ?? null);
  return outcomes;
};

test('every recorded history replays on today’s workflows', async () => {
  const outcomes = await replay({ workflowBundle: await workflowBundle() });
  expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(files.map((name) => [name, null])));
});

test('every workflow has a recorded history', () => {
  const recorded = Object.keys(workflows).map((type) =>
    type.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  expect(recorded.filter((type) => !files.some((name) => name.startsWith(`${type}-`)))).toEqual([]);
});

test('a workflow that was changed so that running ones would break is caught', async () => {
  const outcomes = await replay({ workflowsPath: join(import.meta.dirname, 'fixtures', 'broken.ts') });
  expect(outcomes.size).toBe(files.length);
  for (const error of outcomes.values()) expect(error).toBeInstanceOf(DeterminismViolationError);
});
