import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../harness/api-app.ts';
import { signIn, signUpAdmin, testPassword, type SignedInPerson } from '../harness/people.ts';
import { send, type Answer } from '../harness/test-browser.ts';

let api: TestApi;
let admin: SignedInPerson;
let other: SignedInPerson;

beforeAll(async () => {
  api = await startTestApi();
  admin = await signUpAdmin(api, 'Acme');
  other = await signIn(api, admin.email);
});
afterAll(() => api?.[Symbol.asyncDispose]());

const codeOf = ({ body }: Answer) =>
  z.object({ error: z.object({ code: z.string() }) }).safeParse(body).data?.error.code;
const own = () => api.origin;

/** A write that is refused for its content, once it got past the protection. */
const write = (headers: Record<string, string>) =>
  admin.browser.send('POST', '/api/v1/service-accounts', { body: {}, headers });
const passed = 'validation_error';

describe('a write with the cookie', () => {
  test.for([
    ['own origin and token', () => ({ origin: own(), ...admin.csrf }), passed],
    [
      'own origin, same-origin and token',
      () => ({ origin: own(), 'sec-fetch-site': 'same-origin', ...admin.csrf }),
      passed,
    ],
    ['a program: no origin, but the token', () => ({ ...admin.csrf }), passed],
    ['no token', () => ({ origin: own() }), 'csrf'],
    ['an empty token', () => ({ origin: own(), 'x-csrf-token': '' }), 'csrf'],
    ['the token of another sign-in', () => ({ origin: own(), ...other.csrf }), 'csrf'],
    ['a token cut short', () => ({ 'x-csrf-token': (admin.session.csrfToken ?? '').slice(0, -1) }), 'csrf'],
    ['a foreign origin', () => ({ origin: 'https://evil.example', ...admin.csrf }), 'csrf'],
    ['the null origin', () => ({ origin: 'null', ...admin.csrf }), 'csrf'],
    ['our host on another port', () => ({ origin: 'http://127.0.0.1:1', ...admin.csrf }), 'csrf'],
    ['our origin as a prefix', () => ({ origin: `${own()}.evil.example`, ...admin.csrf }), 'csrf'],
    ['our host over https', () => ({ origin: own().replace('http:', 'https:'), ...admin.csrf }), 'csrf'],
    ['a cross-site fetch', () => ({ 'sec-fetch-site': 'cross-site', ...admin.csrf }), 'csrf'],
    ['a same-site fetch', () => ({ 'sec-fetch-site': 'same-site', ...admin.csrf }), 'csrf'],
    ['an address bar', () => ({ 'sec-fetch-site': 'none', ...admin.csrf }), 'csrf'],
  ] as const)('%s → %3$s', async ([, headers, code]) => {
    const answer = await write(headers());
    expect([answer.status, codeOf(answer)]).toEqual([code === 'csrf' ? 403 : 400, code]);
  });
});

test('reads need no token, and no foreign page is allowed to see them', async () => {
  const answer = await admin.browser.send('GET', '/api/v1/auth/session', {
    headers: { origin: 'https://evil.example' },
  });
  expect(answer.status).toBe(200);
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('a bearer token needs neither origin nor CSRF token', async () => {
  const authorization = `Bearer ${admin.browser.cookies.get('tl_access')}`;
  const headers = { authorization, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const answer = await send(api.origin, 'POST', '/api/v1/service-accounts', { body: {}, headers });
  expect(codeOf(answer)).toBe(passed);
});

test.for([
  ['POST', '/api/v1/auth/login'],
  ['POST', '/api/v1/auth/refresh'],
  ['POST', '/api/v1/auth/logout'],
  ['POST', '/api/v1/auth/token'],
  ['POST', '/api/v1/auth/links/accept'],
] as const)('no foreign page signs anybody in or out: %s %s', async ([method, path]) => {
  const answer = await admin.browser.send(method, path, {
    body: { email: admin.email, password: testPassword },
    headers: { origin: 'https://evil.example' },
  });
  expect([answer.status, codeOf(answer)]).toEqual([403, 'csrf']);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test('a form that a foreign page could post without asking is no JSON', async () => {
  const answer = await send(api.origin, 'POST', '/api/v1/auth/login', {
    rawBody: JSON.stringify({ email: admin.email, password: testPassword }),
    headers: { 'content-type': 'text/plain' },
  });
  expect([answer.status, codeOf(answer)]).toEqual([415, 'unsupported_media_type']);
});

test('a method in a header or the query changes nothing', async () => {
  const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' };
  const answer = await admin.browser.send('GET', '/api/v1/auth/sessions?_method=DELETE', { headers });
  expect(answer.status).toBe(400);
  const refused = await admin.browser.send('PUT', '/api/v1/auth/sessions', { headers: admin.csrf });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('pages may only run our own scripts and may not be framed', async () => {
  const answer = await send(api.origin, 'GET', '/nowhere');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain(`connect-src 'self' ${api.origin.replace('http:', 'ws:')}`);
  expect(answer.headers.get('x-powered-by')).toBeNull();
  const forged = await fetch(`${api.origin}/nowhere`, { headers: { 'x-correlation-id': 'bad id; with spaces' } });
  expect(forged.headers.get('x-correlation-id')).toMatch(/^[\da-f-]{36}$/);
  const given = await fetch(`${api.origin}/nowhere`, { headers: { 'x-correlation-id': 'trace-1234' } });
  expect(given.headers.get('x-correlation-id')).toBe('trace-1234');
});
