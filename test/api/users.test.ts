import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ServiceAccountWithSecret, User } from '../../contracts/identity.ts';
import { createMongoAuditStore } from '../../infra/mongo/audit-store.ts';
import { startTestApi, type TestApi } from '../harness/api-app.ts';
import { addPerson, signUpAdmin, testPassword, type SignedInPerson } from '../harness/people.ts';
import { send, type Answer } from '../harness/test-browser.ts';

let api: TestApi;
let admin: SignedInPerson;
let stranger: SignedInPerson;

beforeAll(async () => {
  api = await startTestApi();
  admin = await signUpAdmin(api, 'Acme');
  stranger = await signUpAdmin(api, 'Other');
});
afterAll(() => api?.[Symbol.asyncDispose]());

const codeOf = ({ body }: Answer) => z.object({ error: z.object({ code: z.string() }) }).parse(body).error.code;
const as = ({ browser, csrf }: SignedInPerson, method: string, path: string, body?: unknown) =>
  browser.send(method, path, { ...(body !== undefined && { body }), headers: csrf });
const usersOf = async (person: SignedInPerson) =>
  z.object({ items: z.array(User) }).parse((await as(person, 'GET', '/api/v1/users')).body).items;

describe('one-time links', () => {
  test('a link works once, however many use it at the same moment', async () => {
    const invited = await as(admin, 'POST', '/api/v1/users', {
      email: 'once@acme.example',
      name: 'O',
      roles: ['sales'],
    });
    const { link } = z.object({ link: z.string() }).parse(invited.body);
    const token = link.split('/').at(-1);
    const described = await send(api.origin, 'POST', '/api/v1/auth/links/describe', { body: { token } });
    expect(described.body).toEqual({
      purpose: 'invitation',
      email: 'once@acme.example',
      name: 'O',
      workspaceName: 'Acme',
    });
    const accept = () =>
      send(api.origin, 'POST', '/api/v1/auth/links/accept', { body: { token, name: 'Olga', password: testPassword } });
    const answers = await Promise.all(Array.from({ length: 20 }, accept));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array(19).fill(410)]);
    expect(codeOf(await send(api.origin, 'POST', '/api/v1/auth/links/describe', { body: { token } }))).toBe(
      'link_expired',
    );
    expect((await usersOf(admin)).find(({ email }) => email === 'once@acme.example')?.state).toBe('active');
  });

  test('a link ends after a day, and a new invitation ends the old link', async () => {
    const invite = async () => {
      const body = { email: 'late@acme.example', name: 'L', roles: ['sales'] };
      const { link } = z.object({ link: z.string() }).parse((await as(admin, 'POST', '/api/v1/users', body)).body);
      return link.split('/').at(-1);
    };
    const describeLink = (token: string | undefined) =>
      send(api.origin, 'POST', '/api/v1/auth/links/describe', { body: { token } });
    const first = await invite();
    const second = await invite();
    expect((await describeLink(first)).status).toBe(410);
    expect((await describeLink(second)).status).toBe(200);
    const before = api.clock.now().getTime();
    api.clock.advance(24 * 3_600_000 + 1_000);
    expect((await describeLink(second)).status).toBe(410);
    api.clock.advance(before - api.clock.now().getTime());
  });

  test('an invitation keeps its address, and the first admin gets no second link', async () => {
    const invited = await as(admin, 'POST', '/api/v1/users', {
      email: 'kim@acme.example',
      name: 'K',
      roles: ['sales'],
    });
    const { link } = z.object({ link: z.string() }).parse(invited.body);
    const body = { token: link.split('/').at(-1), name: 'Kim', password: testPassword, email: 'mallory@evil.example' };
    const answer = await send(api.origin, 'POST', '/api/v1/auth/links/accept', { body });
    expect(z.object({ email: z.string() }).parse(answer.body).email).toBe('kim@acme.example');
    expect(await api.identity.links.firstAdmin('ACME')).toBeNull();
  });

  test('one address belongs to one person in the whole installation', async () => {
    const body = { email: admin.email, name: 'X', roles: ['sales'] };
    const taken = await as(stranger, 'POST', '/api/v1/users', body);
    expect([taken.status, codeOf(taken)]).toEqual([409, 'email_taken']);
    const races = await Promise.all(
      Array.from({ length: 10 }, () =>
        as(admin, 'POST', '/api/v1/users', { email: 'race@acme.example', name: 'R', roles: ['sales'] }),
      ),
    );
    expect(races.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect((await usersOf(admin)).filter(({ email }) => email === 'race@acme.example')).toHaveLength(1);
  });
});

describe('changing people', () => {
  test('a disabled user is out at once and may come back', async () => {
    const sam = await addPerson(api, admin, 'sam@acme.example', ['sales']);
    const path = `/api/v1/users/${sam.session.id}`;
    const versionOf = async () => (await usersOf(admin)).find(({ id }) => id === sam.session.id)?.version ?? 0;
    expect((await as(sam, 'GET', '/api/v1/auth/session')).status).toBe(200);
    expect((await as(admin, 'PATCH', path, { version: await versionOf(), disabled: true })).status).toBe(200);
    expect((await as(sam, 'GET', '/api/v1/auth/session')).status).toBe(401);
    expect((await sam.browser.send('POST', '/api/v1/auth/refresh')).status).toBe(401);
    const login = () =>
      send(api.origin, 'POST', '/api/v1/auth/login', { body: { email: sam.email, password: testPassword } });
    expect((await login()).status).toBe(401);
    await as(admin, 'PATCH', path, { version: await versionOf(), disabled: false });
    expect((await login()).status).toBe(200);
  });

  test('a changed role counts from the next request on', async () => {
    const ron = await addPerson(api, admin, 'ron@acme.example', ['sales']);
    expect(codeOf(await as(ron, 'GET', '/api/v1/users'))).toBe('forbidden');
    const version = (await usersOf(admin)).find(({ id }) => id === ron.session.id)?.version;
    await as(admin, 'PATCH', `/api/v1/users/${ron.session.id}`, { version, roles: ['admin'] });
    const audit = createMongoAuditStore(api.database.connection);
    const { items } = await audit.list(admin.session.workspace.id, { subject: ron.session.id, limit: 1 });
    expect(items).toMatchObject([
      {
        action: 'user.change',
        actor: { id: admin.session.id },
        before: { roles: ['sales'] },
        after: { roles: ['admin'] },
      },
    ]);
    expect((await as(ron, 'GET', '/api/v1/users')).status).toBe(200);
  });

  test('a workspace keeps an admin, also when the last two demote each other at once', async () => {
    const ann = await signUpAdmin(api, 'Duo');
    const ben = await addPerson(api, ann, 'ben@duo.example', ['admin']);
    const [first, second] = await usersOf(ann);
    const demote = (by: SignedInPerson, user: User | undefined) =>
      as(by, 'PATCH', `/api/v1/users/${user?.id}`, { version: user?.version, roles: ['sales'] });
    const answers = await Promise.all([demote(ann, second), demote(ben, first)]);
    const admins = await api.database.connection
      .collection('users')
      .countDocuments({ workspaceId: ann.session.workspace.id, state: 'active', roles: 'admin' });
    expect(admins).toBeGreaterThanOrEqual(1);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const solo = await signUpAdmin(api, 'Solo');
    const [only] = await usersOf(solo);
    const refused = await demote(solo, only);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'last_admin']);
    expect((await usersOf(solo))[0]?.roles).toEqual(['admin']);
  });

  test('a lost race answers 409, another workspace’s user 404', async () => {
    const [user] = await usersOf(admin);
    const stale = await as(admin, 'PATCH', `/api/v1/users/${user?.id}`, { version: 0, name: 'X' });
    expect([stale.status, codeOf(stale)]).toEqual([409, 'version_conflict']);
    const foreign = await as(stranger, 'PATCH', `/api/v1/users/${user?.id}`, { version: user?.version, name: 'X' });
    expect([foreign.status, codeOf(foreign)]).toEqual([404, 'user_not_found']);
    expect((await usersOf(stranger)).map(({ id }) => id)).toEqual([stranger.session.id]);
  });
});

describe('service accounts', () => {
  const create = async (body: object) => {
    const answer = await as(admin, 'POST', '/api/v1/service-accounts', body);
    return ServiceAccountWithSecret.parse(answer.body);
  };
  const exchange = (key: string, secret: string) =>
    send(api.origin, 'POST', '/api/v1/auth/token', { body: { key, secret } });
  const tokenOf = async (key: string, secret: string) => {
    const answer = await exchange(key, secret);
    return z
      .object({ token: z.string(), tokenType: z.literal('Bearer'), expiresInSeconds: z.number().min(895).max(900) })
      .parse(answer.body).token;
  };
  const statusOf = async (token: string, path = '/api/v1/auth/session') =>
    (await send(api.origin, 'GET', path, { headers: { authorization: `Bearer ${token}` } })).status;

  test('key and secret become a token with the given permissions, and the use is noted', async () => {
    const { id, key, secret } = await create({ name: 'ERP', permissions: ['quotes:read'] });
    const token = await tokenOf(key, secret);
    expect(await statusOf(token)).toBe(200);
    expect(await statusOf(token, '/api/v1/users')).toBe(403);
    const listed = await as(admin, 'GET', '/api/v1/service-accounts');
    const { items } = z
      .object({ items: z.array(z.looseObject({ id: z.string(), lastUsedAt: z.string().nullable() })) })
      .parse(listed.body);
    expect(items.find((item) => item.id === id)?.lastUsedAt).not.toBeNull();
    expect(listed.text).not.toContain(secret);
    const wrong = await Promise.all([exchange(key, 'no'), exchange('key_unknown', secret)]);
    expect(wrong.map(({ status }) => status)).toEqual([401, 401]);
    expect(new Set(wrong.map(({ text }) => text)).size).toBe(1);
  });

  test('rotation ends the old secret and its tokens at once', async () => {
    const { id, key, secret } = await create({ name: 'CRM', permissions: ['quotes:read'] });
    const old = await tokenOf(key, secret);
    expect(await statusOf(old)).toBe(200);
    const rotated = ServiceAccountWithSecret.parse(
      (await as(admin, 'POST', `/api/v1/service-accounts/${id}/rotate`)).body,
    );
    expect(await statusOf(old)).toBe(401);
    expect((await exchange(key, secret)).status).toBe(401);
    expect(await statusOf(await tokenOf(key, rotated.secret))).toBe(200);
  });

  test('a deleted account’s tokens end at once, and only its workspace can delete it', async () => {
    const { id, key, secret } = await create({ name: 'Old', permissions: ['quotes:read'] });
    const token = await tokenOf(key, secret);
    expect((await as(stranger, 'DELETE', `/api/v1/service-accounts/${id}`)).status).toBe(404);
    expect((await as(stranger, 'POST', `/api/v1/service-accounts/${id}/rotate`)).status).toBe(404);
    expect(await statusOf(token)).toBe(200);
    expect((await as(admin, 'DELETE', `/api/v1/service-accounts/${id}`)).status).toBe(204);
    expect(await statusOf(token)).toBe(401);
  });

  test('an expired account gets nothing, and nobody gives away more than they have', async () => {
    const soon = new Date(api.clock.now().getTime() + 60_000).toISOString();
    const { key, secret } = await create({ name: 'Trial', permissions: ['service-accounts:manage'], expiresAt: soon });
    const token = await tokenOf(key, secret);
    const more = await send(api.origin, 'POST', '/api/v1/service-accounts', {
      body: { name: 'More', permissions: ['users:manage'] },
      headers: { authorization: `Bearer ${token}` },
    });
    expect([more.status, codeOf(more)]).toEqual([403, 'forbidden']);
    api.clock.advance(61_000);
    expect(await statusOf(token)).toBe(401);
    expect((await exchange(key, secret)).status).toBe(401);
  });
});
