import { expect, test } from 'vitest';
import { startTestApi } from '../harness/api-app.ts';
import { addPerson, signIn, signUpAdmin, testPassword } from '../harness/people.ts';
import { send } from '../harness/test-browser.ts';

const guess = (origin: string, email: string, headers: Record<string, string> = {}) =>
  send(origin, 'POST', '/api/v1/auth/login', { body: { email, password: 'a wrong guess' }, headers });

test('guessing one account ends in 429, whatever addresses are claimed, and other people go on', async () => {
  await using api = await startTestApi();
  const admin = await signUpAdmin(api, 'Acme');
  await addPerson(api, admin, 'sam@acme.example', ['sales']);
  const statuses: number[] = [];
  const waits: number[] = [];
  for (let index = 0; index < 200; index += 1) {
    const answer = await guess(api.origin, admin.email, { 'x-forwarded-for': `10.1.2.${index}` });
    statuses.push(answer.status);
    waits.push(Number(answer.headers.get('retry-after')));
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.slice(10)).toEqual(Array(190).fill(429));
  expect(Math.min(...waits.slice(10))).toBeGreaterThan(0);
  const right = await send(api.origin, 'POST', '/api/v1/auth/login', {
    body: { email: admin.email, password: testPassword },
  });
  expect(right.status).toBe(429);
  expect((await signIn(api, 'sam@acme.example')).session.email).toBe('sam@acme.example');
});

test('parallel guesses do not slip through together, and an unknown account looks the same', async () => {
  await using api = await startTestApi();
  const admin = await signUpAdmin(api, 'Acme');
  for (const email of [admin.email, 'nobody@acme.example']) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => guess(api.origin, email)));
    const tried = answers.filter(({ status }) => status === 401).length;
    expect(tried).toBeGreaterThanOrEqual(10);
    expect(tried).toBeLessThanOrEqual(13);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(100 - tried);
  }
});

test('guessing many accounts from one address ends too', async () => {
  await using api = await startTestApi();
  const answers = await Promise.all(
    Array.from({ length: 260 }, (_, index) => guess(api.origin, `person${index}@acme.example`)),
  );
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThan(260);
  expect(answers.some(({ status }) => status === 429)).toBe(true);
  expect((await guess(api.origin, 'one-more@acme.example')).status).toBe(429);
});

test('behind a proxy the address that it saw counts, not what the client wrote', async () => {
  await using api = await startTestApi({ trustedProxies: 1 });
  const admin = await signUpAdmin(api, 'Acme');
  const from = (claimed: string, seen: string) =>
    guess(api.origin, admin.email, { 'x-forwarded-for': `${claimed}, ${seen}` });
  for (let index = 0; index < 10; index += 1) expect((await from(`10.0.0.${index}`, '203.0.113.7')).status).toBe(401);
  expect((await from('10.0.0.99', '203.0.113.7')).status).toBe(429);
  expect((await from('203.0.113.7', '203.0.113.8')).status).toBe(401);
});

test('secrets of service accounts are guarded the same way', async () => {
  await using api = await startTestApi();
  const exchange = () => send(api.origin, 'POST', '/api/v1/auth/token', { body: { key: 'key_x', secret: 'guess' } });
  for (let index = 0; index < 10; index += 1) expect((await exchange()).status).toBe(401);
  expect((await exchange()).status).toBe(429);
});

test('every class of endpoint has its limit, counted per person', async () => {
  await using api = await startTestApi({ limits: { factor: 0.01 } });
  const admin = await signUpAdmin(api, 'Acme');
  const other = await signUpAdmin(api, 'Other');
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => admin.browser.send('GET', '/api/v1/auth/session')),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
  const refused = answers.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await other.browser.send('GET', '/api/v1/auth/session')).status).toBe(200);
});

test('guessed service keys are refused unread after a while, and people at the same address go on', async () => {
  await using api = await startTestApi();
  const admin = await signUpAdmin(api, 'Acme');
  const guessKey = (index: number) => {
    const key = `key_${String(index).padStart(26, '0')}.${'x'.repeat(43)}`;
    return send(api.origin, 'GET', '/api/v1/auth/session', { headers: { authorization: `Bearer ${key}` } });
  };
  const statuses: number[] = [];
  for (let index = 0; index < 70; index += 1) statuses.push((await guessKey(index)).status);
  expect(statuses).toEqual([...Array(60).fill(401), ...Array(10).fill(429)]);
  expect((await signIn(api, admin.email)).session.email).toBe(admin.email);
});
