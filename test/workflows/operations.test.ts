import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createOperations, type Operations } from '../../temporal/operations/operations.ts';
import { fixtureActivities } from './fixtures/fixture-activities.ts';
import { firstStartTimeoutMs, startTestTemporal, type TestTemporal } from './start-test-temporal.ts';

const outage = { on: true };
const logged: object[] = [];
const operator = { workspaceId: 'wsp_own', id: 'usr_1', name: 'Olga Operator' };
const problems = { health: 'problems', cursor: undefined, limit: 50 } as const;
let temporal: TestTemporal;
let operations: Operations;

beforeAll(async () => {
  temporal = await startTestTemporal();
  operations = createOperations({
    client: temporal.client,
    labelOf: async (_workspaceId, _kind, id) => (id.includes('gone') ? null : `Label of ${id}`),
    watch: { nudge: () => undefined },
    log: { info: (fields) => logged.push(fields) },
    now: () => new Date(),
  });
}, firstStartTimeoutMs);
afterAll(() => temporal?.[Symbol.asyncDispose]());

const handle = (workflowId: string) => temporal.client.workflow.getHandle(workflowId);
const failed = (workflowId: string) =>
  handle(workflowId)
    .result()
    .then(
      () => false,
      () => true,
    );
const listed = async (workflowId: string) =>
  (await operations.list('wsp_own', problems)).items.find((each) => each.workflowId === workflowId);
/** The index follows the workflows by a moment. */
const until = <T>(look: () => Promise<T | undefined>) =>
  vi.waitUntil(async () => (await look()) ?? false, { timeout: 60_000, interval: 100 });

test('a failed workflow is listed with its cause and subject, and completes when retried after the cause is gone', async () => {
  await using _worker = await temporal.work('index.ts', fixtureActivities(outage));
  outage.on = true;
  const runId = await temporal.start('failsForGood', 'document-doc_a', 'wsp_own');
  expect(await failed('document-doc_a')).toBe(true);

  expect(await until(() => listed('document-doc_a'))).toMatchObject({
    runId,
    type: 'failsForGood',
    health: 'failed',
    cause: 'There is no room left to store the file.',
    subject: { kind: 'document', id: 'doc_a', label: 'Label of doc_a' },
  });
  const before = await operations.get('wsp_own', 'document-doc_a');
  expect(before.steps.map(({ step, state }) => [step, state])).toEqual([
    ['prepareThing', 'completed'],
    ['shakyThing', 'failed'],
    ['prepareThing', 'completed'],
  ]);
  expect(before.steps[1]?.lastFailure).toMatchObject({ code: 'storage_full' });
  expect(before).toMatchObject({ retryFrom: 'shakyThing', willRunAgain: ['shakyThing'] });

  outage.on = false;
  const after = await operations.retryStep(operator, 'document-doc_a', runId);
  expect(after.runId).not.toBe(runId);
  await handle('document-doc_a').result();
  const done = await operations.get('wsp_own', 'document-doc_a');
  expect(done).toMatchObject({ health: 'completed', cause: null, retryFrom: null });
  expect(done.steps.map(({ step }) => step)).toEqual(['prepareThing', 'shakyThing', 'finishThing']);
  await until(async () => ((await listed('document-doc_a')) ? undefined : true));
  expect(logged).toContainEqual(
    expect.objectContaining({ workflowId: 'document-doc_a', runId, newRunId: after.runId, operator }),
  );
});

test('a retry of a run that is not the newest is a version conflict', async () => {
  await using _worker = await temporal.work('index.ts', fixtureActivities(outage));
  outage.on = true;
  const runId = await temporal.start('failsForGood', 'raced', 'wsp_own');
  expect(await failed('raced')).toBe(true);
  const retries = await Promise.allSettled([1, 2, 3].map(() => operations.retryStep(operator, 'raced', runId)));
  expect(retries.some(({ status }) => status === 'fulfilled')).toBe(true);
  const runs = new Set(retries.flatMap((each) => (each.status === 'fulfilled' ? each.value.runId : [])));
  expect(runs.size).toBe(1);
  await expect(operations.retryStep(operator, 'raced', runId)).rejects.toMatchObject({ code: 'version_conflict' });
});

test('a step that is retried in vain counts as stuck, and runs at once when retried', async () => {
  await using _worker = await temporal.work('index.ts', fixtureActivities(outage));
  outage.on = true;
  const runId = await temporal.start('triesForEver', 'stuck-step', 'wsp_own');
  expect(await until(() => listed('stuck-step'))).toMatchObject({
    health: 'stuck',
    cause: 'There is no room left to store the file.',
    subject: null,
  });
  const detail = await until(async () => {
    const seen = await operations.get('wsp_own', 'stuck-step');
    return seen.steps[1]?.state === 'retrying' ? seen : undefined;
  });
  expect(detail).toMatchObject({ retryFrom: 'shakyThing', willRunAgain: ['shakyThing'] });
  expect(detail.steps[1]).toMatchObject({ lastFailure: { code: 'storage_full' }, attempt: 3 });
  expect(Date.parse(detail.steps[1]?.nextRetryAt ?? '')).toBeGreaterThan(Date.now());

  outage.on = false;
  const retried = await operations.retryStep(operator, 'stuck-step', runId);
  expect(retried.runId).toBe(runId);
  await handle('stuck-step').result();
});

test('a worker that stops answering is told in words', async () => {
  await using _worker = await temporal.work('index.ts', fixtureActivities(outage));
  await temporal.start('losesItsWorker', 'lost', 'wsp_own');
  expect(await failed('lost')).toBe(true);
  expect(await until(() => listed('lost'))).toMatchObject({
    cause: 'The step “silent thing” was interrupted: the worker stopped answering.',
  });
});

test('changed code that does not fit a run shows as stuck, and the run goes on when the code fits again', async () => {
  const runId = await (async () => {
    await using _worker = await temporal.work('index.ts', fixtureActivities(outage));
    const id = await temporal.start('waitsForGo', 'changed', 'wsp_own');
    await until(async () =>
      (await operations.get('wsp_own', 'changed')).steps[0]?.state === 'completed' ? true : undefined,
    );
    return id;
  })();
  await (async () => {
    await using _changed = await temporal.work('changed.ts', fixtureActivities(outage));
    await handle('changed').signal('go');
    expect(await until(() => listed('changed'))).toMatchObject({
      health: 'stuck',
      cause: 'The workflow’s code has changed and no longer fits what this run has done already (non-determinism).',
    });
  })();
  await using _worker = await temporal.work('index.ts', fixtureActivities(outage));
  expect((await operations.get('wsp_own', 'changed')).retryFrom).toBe('waitsForGo');
  await operations.retryStep(operator, 'changed', runId);
  await handle('changed').result();
});

test('cancelling ends a running workflow, and is a conflict once it is over', async () => {
  await using _worker = await temporal.work('index.ts', fixtureActivities(outage));
  const runId = await temporal.start('waitsForGo', 'to-cancel', 'wsp_own');
  await operations.cancel(operator, 'to-cancel', runId);
  expect(await failed('to-cancel')).toBe(true);
  expect(await operations.get('wsp_own', 'to-cancel')).toMatchObject({ health: 'cancelled', retryFrom: null });
  await expect(operations.cancel(operator, 'to-cancel', runId)).rejects.toMatchObject({ code: 'version_conflict' });
  await expect(operations.retryStep(operator, 'to-cancel', runId)).rejects.toMatchObject({
    code: 'workflow_not_retryable',
  });
});

test('workflows of another workspace do not exist', async () => {
  const runId = await temporal.start('waitsForGo', 'foreign', 'wsp_other');
  const notFound = { code: 'workflow_not_found' };
  await expect(operations.get('wsp_own', 'foreign')).rejects.toMatchObject(notFound);
  await expect(operations.retryStep(operator, 'foreign', runId)).rejects.toMatchObject(notFound);
  await expect(operations.cancel(operator, 'foreign', runId)).rejects.toMatchObject(notFound);
  await expect(operations.get('wsp_own', "x' OR WorkflowId != '")).rejects.toMatchObject(notFound);
  const all = { health: 'all', cursor: undefined, limit: 200 } as const;
  await until(async () =>
    (await operations.list('wsp_other', all)).items.find(({ workflowId }) => workflowId === 'foreign'),
  );
  expect((await operations.list('wsp_own', all)).items.map(({ workflowId }) => workflowId)).not.toContain('foreign');
});

test('a list is paged without a gap or a repetition, and refuses a foreign cursor', async () => {
  for (let index = 0; index < 7; index += 1) await temporal.start('waitsForGo', `page-${index}`, 'wsp_pages');
  await until(async () =>
    (await operations.list('wsp_pages', { health: 'running', cursor: undefined, limit: 50 })).items.length === 7
      ? true
      : undefined,
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await operations.list('wsp_pages', { health: 'running', cursor, limit: 3 });
    seen.push(...page.items.map(({ workflowId }) => workflowId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6].map((index) => `page-${index}`));
  await expect(operations.list('wsp_pages', { health: 'running', cursor: 'x', limit: 3 })).rejects.toMatchObject({
    code: 'validation_error',
  });
});
