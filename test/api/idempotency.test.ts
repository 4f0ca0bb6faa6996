import { afterAll, beforeAll, expect, test } from 'vitest';
import express from 'express';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import { createSealer } from '../../infra/crypto/sealed-bytes.ts';
import { createMongoReplyStore } from '../../infra/mongo/idempotency/reply-store.ts';
import { startTestApi, testTokenSecret, type TestApi } from '../harness/api-app.ts';
import { addPerson, signUpAdmin, type SignedInPerson } from '../harness/people.ts';
import type { Answer } from '../harness/test-browser.ts';

let api: TestApi;
let admin: SignedInPerson;
let stranger: SignedInPerson;
let effects = 0;
let failNext: (() => Error) | null = null;
/** Holds the effect back until the test lets it go on. */
let gate = Promise.resolve();

const routes = (app: express.Express): void => {
  app.post('/api/v1/effects', express.json(), async (request, response) => {
    effects += 1;
    const mine = effects;
    await gate;
    const problem = failNext?.();
    if (problem) throw problem;
    const body = z.object({ size: z.number().default(1) }).parse(request.body ?? {});
    response.status(201).json({ effect: mine, text: 'ä'.repeat(body.size) });
  });
};

beforeAll(async () => {
  api = await startTestApi({ routes });
  admin = await signUpAdmin(api, 'Acme');
  stranger = await signUpAdmin(api, 'Other');
});
afterAll(() => api?.[Symbol.asyncDispose]());

const codeOf = ({ body }: Answer) =>
  z.object({ error: z.object({ code: z.string() }) }).safeParse(body).data?.error.code;
const post = (person: SignedInPerson, key: string, body: unknown = { size: 3 }, headers = {}) =>
  person.browser.send('POST', '/api/v1/effects', {
    body,
    headers: { ...person.csrf, 'idempotency-key': key, ...headers },
  });
const isReplay = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true';

test('a hundred parallel writes with one key have one effect and one first answer', async () => {
  const before = effects;
  const answers = await Promise.all(Array.from({ length: 100 }, () => post(admin, 'parallel-1')));
  expect(effects - before).toBe(1);
  const first = answers.filter((answer) => answer.status === 201 && !isReplay(answer));
  expect(first).toHaveLength(1);
  const outcomes = new Set(answers.map((answer) => (answer.status === 409 ? codeOf(answer) : answer.text)));
  outcomes.delete('idempotency_key_in_flight');
  expect([...outcomes]).toEqual([first[0]?.text]);
  const replay = await post(admin, 'parallel-1');
  expect([replay.status, replay.text, isReplay(replay)]).toEqual([201, first[0]?.text, true]);
  expect(replay.headers.get('content-type')).toBe(first[0]?.headers.get('content-type'));
});

test('while the first write runs, the same key waits; another body or query is refused', async () => {
  let open = (): void => undefined;
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const before = effects;
  const first = post(admin, 'slow-1');
  await expect.poll(() => effects).toBe(before + 1);
  const second = await post(admin, 'slow-1');
  expect([second.status, codeOf(second), second.headers.get('retry-after')]).toEqual([
    409,
    'idempotency_key_in_flight',
    '1',
  ]);
  expect(codeOf(await post(admin, 'slow-1', { size: 4 }))).toBe('idempotency_key_reused');
  open();
  expect((await first).status).toBe(201);
  const other = await post(admin, 'slow-1', { size: 4 });
  expect([other.status, codeOf(other)]).toEqual([422, 'idempotency_key_reused']);
  expect(effects).toBe(before + 1);
});

test('keys of other workspaces are their own, and no colleague sees an answer that was not for them', async () => {
  const mine = await post(admin, 'shared-key');
  const theirs = await post(stranger, 'shared-key');
  expect([theirs.status, isReplay(theirs)]).toEqual([201, false]);
  expect(theirs.text).not.toBe(mine.text);
  const colleague = await addPerson(api, admin, 'colleague@acme.example', ['sales']);
  expect(codeOf(await post(colleague, 'shared-key'))).toBe('idempotency_key_reused');
});

test('a refusal leaves the key free, an unknown error keeps it', async () => {
  failNext = () => fail('service_unavailable');
  expect((await post(admin, 'refused-1')).status).toBe(503);
  failNext = null;
  expect((await post(admin, 'refused-1')).status).toBe(201);
  failNext = () => new Error('halfway through');
  expect((await post(admin, 'broken-1')).status).toBe(500);
  failNext = null;
  const again = await post(admin, 'broken-1');
  expect([again.status, isReplay(again)]).toEqual([500, true]);
  const invalid = await post(admin, 'has a space');
  expect([invalid.status, codeOf(invalid)]).toEqual([400, 'validation_error']);
});

test('a write whose process died is taken over when its lease ends, by one caller', async () => {
  const sealer = createSealer(testTokenSecret, 'replies');
  const connection = api.database.connection.useDb(api.database.connection.name, { useCache: false });
  const store = createMongoReplyStore({ connection, sealer, clock: api.clock.now });
  const write = { workspaceId: admin.session.workspace.id, endpoint: 'POST /x', key: 'died-1' };
  expect((await store.claim(write, 'hash')).state).toBe('mine');
  expect((await store.claim(write, 'hash')).state).toBe('running');
  api.clock.advance(61_000);
  const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim(write, 'hash')));
  expect(claims.filter(({ state }) => state === 'mine')).toHaveLength(1);
  expect(claims.filter(({ state }) => state === 'running')).toHaveLength(19);
});

test('answers are kept for a day, sealed, and then swept away', async () => {
  const first = await post(admin, 'daily-1', { size: 30 });
  const replies = api.database.connection.collection('replies');
  const stored = JSON.stringify(await replies.find({}).toArray());
  expect(stored).not.toContain('ää');
  expect(stored).not.toContain(Buffer.from('ää'.repeat(6)).toString('base64').slice(0, 8));
  expect(isReplay(await post(admin, 'daily-1', { size: 30 }))).toBe(true);
  api.clock.advance(24 * 3_600_000 + 1_000);
  expect((await admin.browser.send('POST', '/api/v1/auth/refresh')).status).toBe(200);
  const later = await post(admin, 'daily-1', { size: 30 });
  expect([later.status, isReplay(later)]).toEqual([201, false]);
  expect(later.text).not.toBe(first.text);
  api.clock.advance(24 * 3_600_000 + 1_000);
  const sealer = createSealer(testTokenSecret, 'replies');
  const connection = api.database.connection.useDb(api.database.connection.name, { useCache: false });
  const store = createMongoReplyStore({ connection, sealer, clock: api.clock.now });
  expect(await store.sweep()).toBeGreaterThan(0);
  expect(await replies.countDocuments({})).toBe(0);
});
