import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deriveKey } from '../../infra/crypto/derive-key.ts';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { badTokens } from '../builders/bad-tokens.ts';
import { startTestApi, testTokenSecret, type TestApi } from '../harness/api-app.ts';
import { addPerson, signIn, signUpAdmin, testPassword, type SignedInPerson } from '../harness/people.ts';
import { createTestBrowser, send, type Answer } from '../harness/test-browser.ts';

let api: TestApi;
let admin: SignedInPerson;
let stranger: SignedInPerson;

beforeAll(async () => {
  api = await startTestApi();
  admin = await signUpAdmin(api, 'Acme');
  stranger = await signUpAdmin(api, 'Other');
});
afterAll(() => api?.[Symbol.asyncDispose]());

const errorOf = ({ body }: Answer) => z.object({ error: z.object({ code: z.string() }) }).parse(body).error.code;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const whoAmI = (headers: Record<string, string>) => send(api.origin, 'GET', '/api/v1/auth/session', { headers });
const accessOf = ({ browser }: SignedInPerson) => browser.cookies.get('tl_access') ?? '';
const refreshOf = ({ browser }: SignedInPerson) => browser.cookies.get('tl_refresh') ?? '';

describe('tokens', () => {
  test('every bad token gets the same 401, as bearer and as cookie', async () => {
    const { token: service } = await api.identity.serviceAccounts.localToken(admin.session.workspace.id, 'sales');
    const other = stranger.session;
    const sessions = await stranger.browser.send('GET', '/api/v1/auth/sessions');
    const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(sessions.body);
    const good = {
      secret: testTokenSecret,
      user: accessOf(admin),
      service,
      internal: api.crypto.tokens.signInternal().token,
      refresh: refreshOf(admin),
      other: { userId: other.id, sessionId: items[0]?.id ?? '', workspaceId: other.workspace.id },
    };
    expect((await whoAmI(bearer(good.user))).status).toBe(200);
    expect((await whoAmI(bearer(good.service))).status).toBe(200);
    const table = Object.entries(badTokens(good, api.clock.now().getTime()));
    expect(table.length).toBeGreaterThanOrEqual(40);
    const texts = new Set<string>();
    for (const [name, token] of [...table, ['service token in a cookie', service] as const]) {
      const asCookie = await whoAmI({ cookie: `tl_access=${token}` });
      expect([name, asCookie.status, errorOf(asCookie)]).toEqual([name, 401, 'invalid_token']);
      texts.add(asCookie.text);
      if (token === service) continue;
      const asBearer = await whoAmI(bearer(token));
      expect([name, asBearer.status, errorOf(asBearer)]).toEqual([name, 401, 'invalid_token']);
      texts.add(asBearer.text);
    }
    expect(texts.size).toBe(1);
  });

  test.for([
    ['expired 15 s ago', { exp: -15 }, 200],
    ['expired 31 s ago', { exp: -31 }, 401],
    ['valid from 25 s ahead', { nbf: 25 }, 200],
    ['valid from 45 s ahead', { nbf: 45 }, 401],
  ] as const)('a clock may differ by 30 s and no more: %s', async ([, offsets, status]) => {
    const claims = z.record(z.string(), z.unknown()).parse(jwt.decode(accessOf(admin)));
    const now = Math.floor(api.clock.now().getTime() / 1000);
    const moved = Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, now + offset]));
    const token = jwt.sign({ ...claims, ...moved }, deriveKey(testTokenSecret, 'access-token/user'), {
      header: { alg: 'HS256', typ: 'at+jwt' },
    });
    expect((await whoAmI(bearer(token))).status).toBe(status);
  });

  test('a kid changes nothing', async () => {
    const claims = z.record(z.string(), z.unknown()).parse(jwt.decode(accessOf(admin)));
    const token = jwt.sign(claims, deriveKey(testTokenSecret, 'access-token/user'), {
      header: { alg: 'HS256', typ: 'at+jwt', kid: '../../etc/passwd' },
    });
    expect((await whoAmI(bearer(token))).status).toBe(200);
  });

  test('two credentials are refused, a token in the query is not seen', async () => {
    const token = accessOf(admin);
    const both = await whoAmI({ ...bearer(token), cookie: `tl_access=${token}` });
    expect([both.status, errorOf(both)]).toEqual([400, 'ambiguous_credentials']);
    const twice = await whoAmI({ cookie: `tl_access=${token}; tl_access=${token}` });
    expect([twice.status, errorOf(twice)]).toEqual([400, 'ambiguous_credentials']);
    const inQuery = await send(api.origin, 'GET', `/api/v1/auth/session?token=${token}&access_token=${token}`);
    expect([inQuery.status, errorOf(inQuery)]).toEqual([401, 'unauthenticated']);
    const basic = await whoAmI({ authorization: `Basic ${token}` });
    expect([basic.status, errorOf(basic)]).toEqual([401, 'invalid_token']);
  });
});

describe('sign-in', () => {
  test('an unknown address, a wrong password and an invited user get the same answer', async () => {
    await admin.browser.send('POST', '/api/v1/users', {
      body: { email: 'invited@acme.example', name: 'I', roles: ['sales'] },
      headers: admin.csrf,
    });
    const login = (email: string) =>
      send(api.origin, 'POST', '/api/v1/auth/login', { body: { email, password: 'not the password' } });
    const answers = await Promise.all(['nobody@acme.example', admin.email, 'invited@acme.example'].map(login));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0] && errorOf(answers[0])).toBe('invalid_credentials');
  });

  test('the cookies are closed to scripts and other sites, and the refresh token has its own path', async () => {
    const answer = await send(api.origin, 'POST', '/api/v1/auth/login', {
      body: { email: admin.email.toUpperCase(), password: testPassword },
    });
    const [access = '', refresh = ''] = answer.headers.getSetCookie();
    expect(access).toMatch(/^tl_access=.*; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
    expect(refresh).toMatch(/^tl_refresh=.*; Path=\/api\/v1\/auth; Expires=.*; HttpOnly; SameSite=Strict$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('a hundred people sign in at once from one address', async () => {
    const people = await Promise.all(Array.from({ length: 100 }, () => signIn(api, stranger.email)));
    expect(new Set(people.map(refreshOf)).size).toBe(100);
  });

  test('signing out ends the access token at once', async () => {
    const person = await signIn(api, admin.email);
    const token = accessOf(person);
    expect((await whoAmI(bearer(token))).status).toBe(200);
    expect((await person.browser.send('POST', '/api/v1/auth/logout')).status).toBe(204);
    expect(person.browser.cookies.size).toBe(0);
    expect((await whoAmI(bearer(token))).status).toBe(401);
  });

  test('a person sees and ends the own sign-ins, and nobody else’s', async () => {
    const phone = await signIn(api, admin.email, 'phone');
    const listed = await admin.browser.send('GET', '/api/v1/auth/sessions');
    const shape = z.object({
      items: z.array(z.object({ id: z.string(), userAgent: z.string(), current: z.boolean() })),
    });
    const { items } = shape.parse(listed.body);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    const phoneId = items.find(({ userAgent }) => userAgent === 'phone')?.id ?? '';
    const path = `/api/v1/auth/sessions/${phoneId}`;
    const foreign = await stranger.browser.send('DELETE', path, { headers: stranger.csrf });
    expect([foreign.status, errorOf(foreign)]).toEqual([404, 'session_not_found']);
    expect((await phone.browser.send('GET', '/api/v1/auth/session')).status).toBe(200);
    expect((await admin.browser.send('DELETE', path, { headers: admin.csrf })).status).toBe(204);
    expect((await phone.browser.send('GET', '/api/v1/auth/session')).status).toBe(401);
    expect((await phone.browser.send('POST', '/api/v1/auth/refresh')).status).toBe(401);
  });

  test('a changed password ends all other sign-ins and keeps this one', async () => {
    const here = await addPerson(api, admin, 'pia@acme.example', ['sales']);
    const elsewhere = await signIn(api, here.email);
    const change = (currentPassword: string) =>
      here.browser.send('POST', '/api/v1/auth/password', {
        body: { currentPassword, newPassword: 'another good password' },
        headers: here.csrf,
      });
    expect((await change('a wrong guess')).status).toBe(401);
    expect((await change(testPassword)).status).toBe(204);
    expect((await elsewhere.browser.send('GET', '/api/v1/auth/session')).status).toBe(401);
    expect((await here.browser.send('GET', '/api/v1/auth/session')).status).toBe(200);
    const old = await send(api.origin, 'POST', '/api/v1/auth/login', {
      body: { email: here.email, password: testPassword },
    });
    expect(old.status).toBe(401);
  });
});

test('behind https the cookies carry Secure and the prefixes that bind them to the host', async () => {
  await using secure = await startTestApi({ publicUrl: 'https://sales.example.com' });
  const link = await secure.identity.links.firstAdmin('Acme');
  const browser = createTestBrowser(secure.origin);
  const answer = await browser.send('POST', '/api/v1/auth/links/accept', {
    body: { token: link?.token, name: 'Ann', password: testPassword },
  });
  const [access = '', refresh = ''] = answer.headers.getSetCookie();
  expect(access).toMatch(/^__Host-tl_access=.*; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/);
  expect(refresh).toMatch(/^__Secure-tl_refresh=.*; Path=\/api\/v1\/auth; .*HttpOnly; Secure; SameSite=Strict$/);
  expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
  expect((await browser.send('GET', '/api/v1/auth/session')).status).toBe(200);
});
