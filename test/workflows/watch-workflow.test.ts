import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EventEnvelope } from '../../contracts/events.ts';
import { createWorkflowWatch, type WorkflowWatch } from '../../temporal/history/watch-workflow.ts';
import { createOperations } from '../../temporal/operations/operations.ts';
import { fixtureActivities } from './fixtures/fixture-activities.ts';
import { go, talk } from './fixtures/index.ts';
import { firstStartTimeoutMs, startTestTemporal, type TestTemporal } from './start-test-temporal.ts';

const outage = { on: false };
let temporal: TestTemporal;
let worker: AsyncDisposable;

beforeAll(async () => {
  temporal = await startTestTemporal();
  worker = await temporal.work('index.ts', fixtureActivities(outage));
}, firstStartTimeoutMs);
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await temporal?.[Symbol.asyncDispose]();
});

const newWatch = () => createWorkflowWatch({ client: temporal.client, log: { debug: () => undefined } });
const handle = (workflowId: string) => temporal.client.workflow.getHandle(workflowId);
/** Collects what a watcher hears. */
const listen = (watch: WorkflowWatch, workflowId: string) => {
  const heard: EventEnvelope[] = [];
  const unwatch = watch.subscribe(workflowId, (events) => heard.push(...events));
  return { heard, unwatch };
};
const steps = (events: readonly EventEnvelope[]) =>
  events.flatMap((event) => (event.type === 'workflow_progress' ? [`${event.data.step} ${event.data.state}`] : []));
const numbers = (events: readonly EventEnvelope[]) => events.map(({ seq }) => seq);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const soon = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 25 });

test('200 watchers of one workflow cost one upstream poll and all hear the same gap-free numbers', async () => {
  using watch = newWatch();
  await temporal.start('waitsForGo', 'watched', 'wsp_own');
  const watchers = upTo(200).map(() => listen(watch, 'watched'));
  await soon(() => expect(steps(watchers[0]?.heard ?? [])).toContain('prepareThing completed'));
  expect(watch.polls().open).toBe(1);
  const { started } = watch.polls();

  await handle('watched').executeUpdate(talk);
  await handle('watched').signal(go);
  await soon(() => expect(steps(watchers[0]?.heard ?? [])).toContain('waitsForGo completed'));
  const { heard = [] } = watchers[0] ?? {};
  expect(numbers(heard)).toEqual(upTo(heard.length));
  for (const each of watchers) expect(each.heard).toEqual(heard);
  expect(steps(heard)).toEqual([
    'waitsForGo started',
    'prepareThing scheduled',
    'prepareThing started',
    'prepareThing completed',
    'talk started',
    'prepareThing scheduled',
    'prepareThing started',
    'prepareThing completed',
    'talk completed',
    'finishThing scheduled',
    'finishThing started',
    'finishThing completed',
    'waitsForGo completed',
  ]);
  for (const event of heard) expect(EventEnvelope.parse(event)).toMatchObject({ session_id: 'workflow:watched' });
  // One answered poll per burst of events, not one per watcher.
  expect(watch.polls().started - started).toBeLessThan(20);
});

test('what was missed is derived again with the same numbers, watched or not', async () => {
  using watch = newWatch();
  await temporal.start('waitsForGo', 'missed', 'wsp_own');
  const { heard, unwatch } = listen(watch, 'missed');
  await soon(() => expect(steps(heard)).toContain('prepareThing completed'));
  unwatch();
  await handle('missed').signal(go);
  await handle('missed').result();
  const missed = await watch.after('missed', heard.length);
  expect(steps(missed.items).at(-1)).toBe('waitsForGo completed');
  using other = newWatch();
  const whole = await other.after('missed', 0);
  expect(whole.items).toEqual([...heard, ...missed.items]);
  expect(whole.seq).toBe(whole.items.length);
  expect(await other.after('missed', 2, 3)).toEqual({ items: whole.items.slice(2, 5), seq: whole.seq });
  expect(await other.after('missed', Number.MAX_SAFE_INTEGER - 1)).toEqual({ items: [], seq: whole.seq });
});

test('the poll ends with the last watcher and begins again with the next', async () => {
  using watch = newWatch();
  await temporal.start('waitsForGo', 'left', 'wsp_own');
  const first = listen(watch, 'left');
  const second = listen(watch, 'left');
  await soon(() => expect(watch.polls().open).toBe(1));
  first.unwatch();
  first.unwatch();
  expect(watch.polls().open).toBe(1);
  second.unwatch();
  await soon(() => expect(watch.polls().open).toBe(0));
  const third = listen(watch, 'left');
  await handle('left').signal(go);
  await soon(() => expect(steps(third.heard)).toContain('waitsForGo completed'));
  expect(first.heard.length).toBeLessThan(third.heard.length + second.heard.length);
});

test('watchers follow a retried run and a new start, and numbers go on', async () => {
  using watch = newWatch();
  const operations = createOperations({
    client: temporal.client,
    labelOf: async () => null,
    watch,
    log: { info: () => undefined },
    now: () => new Date(),
  });
  outage.on = true;
  const runId = await temporal.start('failsForGood', 'rerun', 'wsp_own');
  const { heard } = listen(watch, 'rerun');
  await soon(() => expect(steps(heard)).toContain('failsForGood failed'));
  outage.on = false;
  await operations.retryStep({ workspaceId: 'wsp_own', id: 'usr_1', name: 'O' }, 'rerun', runId);
  await soon(() => expect(steps(heard)).toContain('failsForGood completed'));
  await temporal.start('failsForGood', 'rerun', 'wsp_own');
  await soon(() => expect(steps(heard).filter((each) => each === 'failsForGood completed')).toHaveLength(2));

  const first = [
    'failsForGood started',
    'prepareThing scheduled',
    'prepareThing started',
    'prepareThing completed',
    'shakyThing scheduled',
    'shakyThing started',
    'shakyThing failed',
    'prepareThing scheduled',
    'prepareThing started',
    'prepareThing completed',
    'failsForGood failed',
  ];
  const rest = [
    'shakyThing scheduled',
    'shakyThing started',
    'shakyThing completed',
    'finishThing scheduled',
    'finishThing started',
    'finishThing completed',
    'failsForGood completed',
  ];
  expect(steps(heard)).toEqual([...first, ...rest, ...first.slice(0, 4), ...rest]);
  expect(numbers(heard)).toEqual(upTo(heard.length));
  using fresh = newWatch();
  expect((await fresh.after('rerun', 0)).items).toEqual(heard);
});

test('a workflow of another workspace is told by its owner, an unknown one is not found', async () => {
  using watch = newWatch();
  await temporal.start('waitsForGo', 'foreign', 'wsp_other');
  expect(await watch.workspaceOf('foreign')).toBe('wsp_other');
  for (const unknown of ['nobody-knows', "x' OR WorkflowId != '"]) {
    await expect(watch.workspaceOf(unknown)).rejects.toMatchObject({ code: 'workflow_not_found' });
    await expect(watch.after(unknown, 0)).rejects.toMatchObject({ code: 'workflow_not_found' });
  }
});

test('after Temporal was killed and came back, watchers go on without a gap or a repetition', async () => {
  using watch = newWatch();
  await temporal.start('waitsForGo', 'survivor', 'wsp_own');
  const { heard } = listen(watch, 'survivor');
  await soon(() => expect(steps(heard)).toContain('prepareThing completed'));
  await temporal.kill();
  expect((await watch.after('survivor', 0)).items).toEqual(heard);
  using other = newWatch();
  await expect(other.after('survivor', 0)).rejects.toMatchObject({ code: 'service_unavailable' });

  await temporal.revive();
  await vi.waitFor(() => handle('survivor').signal(go), { timeout: 60_000, interval: 200 });
  await soon(() => expect(steps(heard)).toContain('waitsForGo completed'));
  expect(numbers(heard)).toEqual(upTo(heard.length));
  expect(steps(heard).filter((each) => each === 'prepareThing completed')).toHaveLength(1);
});
