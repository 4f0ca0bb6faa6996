import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventEnvelope } from '../../contracts/events.ts';
import type { EventLog, NewEvent } from '../../domain/events/event-log.ts';
import { startTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { createLocalBus } from '../events/local-bus.ts';
import { createMongoEventLog } from './event-log.ts';

let database: TestDatabase;
/** Two processes, as the log sees them: each remembers numbers of its own. */
let here: EventLog;
let there: EventLog;
beforeAll(async () => {
  database = await startTestDatabase();
  here = createMongoEventLog(database.connection, createLocalBus());
  const other = database.connection.useDb(database.connection.name, { useCache: false });
  there = createMongoEventLog(other, createLocalBus());
  await database.ensureIndexes();
});
afterAll(() => database?.[Symbol.asyncDispose]());

const deleted = (subject: string, id: string, key?: string): NewEvent<'document_deleted'> => ({
  workspaceId: 'wsp_1',
  subject,
  type: 'document_deleted',
  data: { id },
  ...(key !== undefined && { key }),
});
const numbers = (events: readonly EventEnvelope[]) => events.map(({ seq }) => seq).toSorted((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('fifty events at once get the numbers 1 to 50, each once, in the log as in the answers', async () => {
  const appended = await Promise.all(upTo(50).map((n) => here.append(deleted('workspace', String(n)))));
  expect(numbers(appended)).toEqual(upTo(50));
  const { items, seq } = await here.after('wsp_1', 'workspace', 0, 100);
  expect([items.map((each) => each.seq), seq]).toEqual([upTo(50), 50]);
  expect(new Set(items.map(({ data }) => JSON.stringify(data))).size).toBe(50);
});

test('two processes that write to one subject leave no gap either', async () => {
  const subject = 'workflow:two-writers';
  const appended = await Promise.all(
    upTo(50).map((n) => (n % 2 === 0 ? here : there).append(deleted(subject, String(n)))),
  );
  expect(numbers(appended)).toEqual(upTo(50));
  expect((await there.after('wsp_1', subject, 0, 100)).items.map(({ seq }) => seq)).toEqual(upTo(50));
});

test('the same key is one event, whoever says it and how often', async () => {
  const subject = 'workflow:one-key';
  const answers = await Promise.all(
    upTo(20).map((n) => (n % 2 === 0 ? here : there).append(deleted(subject, String(n), 'the key'))),
  );
  expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
  await here.append(deleted(subject, 'another', 'another key'));
  const { items } = await here.after('wsp_1', subject, 0, 100);
  expect(items.map(({ seq }) => seq)).toEqual([1, 2]);
});

test('each workspace and each subject counts for itself', async () => {
  const subject = 'workflow:own-count';
  const [mine, other] = await Promise.all([
    here.append(deleted(subject, 'a')),
    here.append({ ...deleted(subject, 'b'), workspaceId: 'wsp_2' }),
  ]);
  expect([mine.seq, other.seq]).toEqual([1, 1]);
  expect((await here.after('wsp_2', subject, 0, 10)).items).toMatchObject([{ data: { id: 'b' } }]);
});

test('what was missed comes in pages, with the newest number', async () => {
  const subject = 'workflow:pages';
  for (const n of upTo(5)) await here.append(deleted(subject, String(n)));
  const page = await here.after('wsp_1', subject, 1, 2);
  expect([page.items.map(({ seq }) => seq), page.seq]).toEqual([[2, 3], 5]);
  expect(await here.after('wsp_1', subject, 5, 2)).toEqual({ items: [], seq: 5 });
});

test('a forgotten subject is empty, and counts from 1 again', async () => {
  const subject = 'workflow:forgotten';
  await here.append(deleted(subject, 'a'));
  await here.forget('wsp_1', subject);
  expect(await here.after('wsp_1', subject, 0, 10)).toEqual({ items: [], seq: 0 });
  expect((await here.append(deleted(subject, 'b'))).seq).toBe(1);
});
