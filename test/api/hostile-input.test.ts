import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Express } from 'express';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../harness/api-app.ts';
import { signUpAdmin, testPassword, type SignedInPerson } from '../harness/people.ts';
import { send, type Answer } from '../harness/test-browser.ts';

let api: TestApi;
let admin: SignedInPerson;

const routes = (app: Express): void => {
  app.get('/api/v1/broken', () => {
    throw new Error('secret detail of the inside');
  });
};

beforeAll(async () => {
  api = await startTestApi({ routes });
  admin = await signUpAdmin(api, 'Acme');
});
afterAll(() => api?.[Symbol.asyncDispose]());

const codeOf = ({ body }: Answer) =>
  z.object({ error: z.object({ code: z.string() }) }).safeParse(body).data?.error.code;

/** What an attacker puts where text belongs. */
const hostileValues = [
  '{"$ne":null}',
  '{"$gt":""}',
  '{"$where":"sleep(1000)"}',
  '["admin@acme.example"]',
  '[["a"]]',
  '{"toString":1}',
  'true',
  '1',
  'null',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
];

const fields = {
  '/api/v1/auth/login': { email: '"admin@acme.example"', password: `"${testPassword}"` },
  '/api/v1/auth/token': { key: '"key_x"', secret: '"s"' },
  '/api/v1/auth/links/describe': { token: `"${'x'.repeat(43)}"` },
  '/api/v1/auth/links/accept': { token: `"${'x'.repeat(43)}"`, name: '"N"', password: `"${testPassword}"` },
  '/api/v1/auth/password': { currentPassword: '"x"', newPassword: `"${testPassword}"` },
  '/api/v1/users': { email: '"a@b.example"', name: '"A"', roles: '["sales"]' },
  '/api/v1/service-accounts': { name: '"A"', permissions: '["quotes:read"]' },
} as const;

const post = (path: string, rawBody: string) => admin.browser.send('POST', path, { rawBody, headers: admin.csrf });
const toJson = (entries: readonly (readonly [string, string])[]) =>
  `{${entries.map(([name, value]) => `"${name}":${value}`).join(',')}}`;

test('operators, prototypes, lists and foreign types in any field are refused, and nothing sticks', async () => {
  const usersBefore = await api.database.connection.collection('users').countDocuments({});
  for (const [path, good] of Object.entries(fields)) {
    for (const name of Object.keys(good)) {
      for (const value of hostileValues) {
        const entries = Object.entries(good).map(([each, own]) => [each, each === name ? value : own] as const);
        const answer = await post(path, toJson(entries));
        expect([path, name, value, answer.status, codeOf(answer)]).toEqual([
          path,
          name,
          value,
          400,
          'validation_error',
        ]);
      }
    }
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('isAdmin' in {}).toBe(false);
  expect(await api.database.connection.collection('users').countDocuments({})).toBe(usersBefore);
});

test.for([
  '"__proto__":{"isAdmin":true}',
  '"constructor":{}',
  '"roles":["admin"]',
  '"workspaceId":"wsp_x"',
  '"$where":"1"',
  '"a.b":1',
])('fields that nobody declared are refused: %s', async (extra) => {
  for (const [path, good] of Object.entries(fields)) {
    if (path === '/api/v1/users' && extra.startsWith('"roles"')) continue;
    const answer = await post(path, toJson(Object.entries(good)).replace('{', `{${extra},`));
    expect([path, answer.status]).toEqual([path, 400]);
  }
  expect('isAdmin' in {}).toBe(false);
});

test('parameters sent twice or as objects are refused', async () => {
  for (const query of [
    'limit=1&limit=2',
    'limit[$gt]=1',
    'cursor[]=a',
    'limit=-1',
    'limit=1e9',
    'cursor=xxxx',
    'unknown=1',
  ]) {
    const answer = await admin.browser.send('GET', `/api/v1/users?${query}`);
    expect([query, answer.status, codeOf(answer)]).toEqual([query, 400, 'validation_error']);
  }
  const path = await admin.browser.send('DELETE', '/api/v1/auth/sessions/%7B%22$ne%22:1%7D', { headers: admin.csrf });
  expect(path.status).toBe(400);
});

test('bodies that cannot be read get an answer that says so', async () => {
  const login = (rawBody: string, headers = {}) => send(api.origin, 'POST', '/api/v1/auth/login', { rawBody, headers });
  expect(codeOf(await login('{"email":'))).toBe('malformed_json');
  expect(codeOf(await login(''.padEnd(1_100_000, ' ')))).toBe('payload_too_large');
  expect(codeOf(await login('{}', { 'content-encoding': 'x-unknown' }))).toBe('unsupported_media_type');
  expect(codeOf(await login('{}', { 'content-type': 'application/json; charset=iso-8859-15' }))).toBe(
    'unsupported_media_type',
  );
  expect(codeOf(await login('['.repeat(50_000)))).toBe('malformed_json');
  expect(codeOf(await login(`${'['.repeat(5_000)}${']'.repeat(5_000)}`))).toBe('validation_error');
  const badPath = await send(api.origin, 'GET', '/api/v1/users/%E0%A4%A');
  expect([badPath.status, codeOf(badPath)].includes('internal')).toBe(false);
});

test('an unforeseen error shows its correlation id and nothing of the inside', async () => {
  const answer = await send(api.origin, 'GET', '/api/v1/broken', { headers: { 'x-correlation-id': 'trace-broken' } });
  expect([answer.status, codeOf(answer)]).toEqual([500, 'internal']);
  expect(answer.text).not.toMatch(/secret detail|at .*\.ts|node_modules/);
  const logged = api.logLines.find(({ fields: line }) => line.correlationId === 'trace-broken' && 'err' in line);
  expect(String(logged?.fields.err)).toContain('secret detail of the inside');
});

test('messages come in the language of the reader', async () => {
  const german = await send(api.origin, 'GET', '/api/v1/nowhere', { headers: { 'accept-language': 'de-AT,en;q=0.5' } });
  expect(german.body).toEqual({
    error: {
      code: 'not_found',
      message: 'Diese Adresse wurde nicht gefunden.',
      details: {},
      recovery: 'Prüfen Sie den Link oder gehen Sie zurück zur Liste.',
    },
  });
});

test('nothing secret is logged', () => {
  const lines = JSON.stringify(api.logLines);
  for (const secret of [testPassword, ...admin.browser.cookies.values(), admin.session.csrfToken ?? '-'])
    expect(lines).not.toContain(secret);
  expect(lines).toContain('/api/v1/auth/login');
});
