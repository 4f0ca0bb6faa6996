import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../harness/api-app.ts';
import { signIn, signUpAdmin, type SignedInPerson } from '../harness/people.ts';
import { send } from '../harness/test-browser.ts';

let api: TestApi;
let admin: SignedInPerson;

beforeAll(async () => {
  api = await startTestApi();
  admin = await signUpAdmin(api, 'Acme');
});
afterAll(() => api?.[Symbol.asyncDispose]());

const refreshWith = async (token: string, userAgent = 'test browser') => {
  const headers = { cookie: `tl_refresh=${token}`, 'user-agent': userAgent };
  const answer = await send(api.origin, 'POST', '/api/v1/auth/refresh', { headers });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const valueOf = (name: string) => cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  return { status: answer.status, text: answer.text, access: valueOf('tl_access'), refresh: valueOf('tl_refresh') };
};
const refreshOf = ({ browser }: SignedInPerson) => browser.cookies.get('tl_refresh') ?? '';
const isLive = async (access: string) =>
  (await send(api.origin, 'GET', '/api/v1/auth/session', { headers: { authorization: `Bearer ${access}` } })).status ===
  200;
const reuses = (token: string) =>
  api.database.connection.collection('audit').countDocuments({
    action: 'refresh_token_reused',
    subjectId: token.split('.')[0],
  });

test('fifty parallel refreshes leave exactly one new pair, and nobody is locked out', async () => {
  const first = refreshOf(await signIn(api, admin.email));
  const answers = await Promise.all(Array.from({ length: 50 }, () => refreshWith(first)));
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect(new Set(answers.map(({ refresh }) => refresh)).size).toBe(1);
  expect(new Set(answers.map(({ access }) => access)).size).toBe(1);
  const [winner] = answers;
  expect(await isLive(winner?.access ?? '')).toBe(true);
  expect((await refreshWith(winner?.refresh ?? '')).status).toBe(200);
  expect(await reuses(first)).toBe(0);
});

test('a later use of an old token ends the whole family and is in the audit trail', async () => {
  const first = refreshOf(await signIn(api, admin.email));
  const second = await refreshWith(first);
  expect(await isLive(second.access)).toBe(true);
  api.clock.advance(11_000);
  expect((await refreshWith(first)).status).toBe(401);
  expect(await isLive(second.access)).toBe(false);
  expect((await refreshWith(second.refresh)).status).toBe(401);
  expect(await reuses(first)).toBe(1);
});

test('an old token from another device ends the family at once', async () => {
  const first = refreshOf(await signIn(api, admin.email));
  const second = await refreshWith(first);
  expect((await refreshWith(first, 'thief')).status).toBe(401);
  expect(await isLive(second.access)).toBe(false);
});

test('a token from before the last one ends the family, also within ten seconds', async () => {
  const first = refreshOf(await signIn(api, admin.email));
  const second = await refreshWith(first);
  const third = await refreshWith(second.refresh);
  expect((await refreshWith(first)).status).toBe(401);
  expect(await isLive(third.access)).toBe(false);
});

test('one family ends, other sign-ins of the same person go on', async () => {
  const other = await signIn(api, admin.email);
  const first = refreshOf(await signIn(api, admin.email));
  await refreshWith(first);
  await refreshWith(first, 'thief');
  expect((await other.browser.send('GET', '/api/v1/auth/session')).status).toBe(200);
});

test('a guessed token never ends a sign-in', async () => {
  const person = await signIn(api, admin.email);
  const [session, workspace, , random = '', mac = ''] = refreshOf(person).split('.');
  const guesses = [
    `${session}.${workspace}.1.${'A'.repeat(43)}.${mac}`,
    `${session}.${workspace}.2.${random}.${mac}`,
    `${session}.${workspace}.1.${random}.${'A'.repeat(43)}`,
    `${session}.wsp_${'0'.repeat(26)}.1.${random}.${mac}`,
    'x',
  ];
  const answers = await Promise.all(guesses.map((guess) => refreshWith(guess)));
  expect(answers.map(({ status }) => status)).toEqual(guesses.map(() => 401));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect((await refreshWith(refreshOf(person))).status).toBe(200);
});

test('a sign-in ends after two weeks without use, and after sixty days in any case', async () => {
  const dayMs = 86_400_000;
  const idle = refreshOf(await signIn(api, admin.email));
  let used = refreshOf(await signIn(api, admin.email));
  for (let day = 10; day <= 50; day += 10) {
    api.clock.advance(10 * dayMs);
    const next = await refreshWith(used);
    expect([day, next.status]).toEqual([day, 200]);
    used = next.refresh;
  }
  expect((await refreshWith(idle)).status).toBe(401);
  api.clock.advance(10 * dayMs);
  expect((await refreshWith(used)).status).toBe(401);
});

test('only hashes of tokens, links and passwords are stored', async () => {
  const person = await signIn(api, admin.email);
  await refreshWith(refreshOf(person));
  const rows = await Promise.all(
    ['users', 'sessions', 'audit', 'serviceAccounts'].map((name) =>
      api.database.connection.collection(name).find({}).toArray(),
    ),
  );
  const dump = JSON.stringify(rows);
  expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  expect(dump).not.toContain('correct horse');
  expect(dump).not.toContain(refreshOf(person).split('.')[3]);
  const sessions = z.array(z.object({ tokenHash: z.string().length(43) })).parse(rows[1]);
  expect(sessions.length).toBeGreaterThan(0);
});

test('sign-ins that ended long ago are swept away, live ones stay', async () => {
  const live = await signIn(api, admin.email);
  const removed = await api.identity.sessions.sweep();
  expect(removed).toBeGreaterThan(0);
  expect((await live.browser.send('GET', '/api/v1/auth/session')).status).toBe(200);
});
