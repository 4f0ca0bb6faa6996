import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rolePermissions, type Identity } from '../../contracts/access.ts';
import { oneTimeSecrets } from '../../infra/crypto/one-time-secrets.ts';
import { createMongoAuthorizationStore } from '../../infra/mongo/mcp-authorization-store.ts';
import { createSafeFetch } from '../../infra/net/safe-fetch.ts';
import { createAuthorizations, type Authorizations } from '../../mcp/gateway/authorizations/authorizations.ts';
import type { TestApi } from '../harness/api-app.ts';
import { decideConsent, followOnce, startOauthApi, testSeal } from '../harness/oauth-app.ts';
import { signUpAdmin, type SignedInPerson } from '../harness/people.ts';

const redirectUrl = 'http://127.0.0.1:4/oauth/callback';
const byName = 'http://localhost:4/oauth/callback';
const redirectUrls = [redirectUrl, byName] as const;
/** Somebody of this platform; Ann is who they are over there. */
const user: Identity = {
  kind: 'user',
  id: 'usr_here',
  name: 'Here',
  workspaceId: 'wsp_here',
  permissions: new Set(rolePermissions.admin),
  sessionId: 'ses_here',
};
const elsewhere = { ...user, id: 'usr_other' };

let api: TestApi;
let ann: SignedInPerson;
let asked: string[];
let authorizations: Authorizations;
let serverUrl: string;

beforeAll(async () => {
  api = await startOauthApi();
  ann = await signUpAdmin(api, 'Elsewhere');
  serverUrl = `${api.origin}/mcp`;
  asked = [];
  const safe = createSafeFetch({ allowPrivate: ['127.0.0.1'] });
  const store = createMongoAuthorizationStore(api.database.connection);
  await api.database.ensureIndexes();
  // Two processes of the same platform, each with its own memory.
  const create = () =>
    createAuthorizations({
      store,
      fetch: (input, init) => {
        asked.push(`${init?.method ?? 'GET'} ${new URL(input instanceof Request ? input.url : input).pathname}`);
        return safe(input, init);
      },
      secrets: oneTimeSecrets,
      seal: testSeal('mcp-authorizations'),
      redirectUrls,
      metadataUrl: null,
      registeredClient: async () => null,
      now: () => api.clock.now().getTime(),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
  authorizations = create();
  second = create();
});
let second: Authorizations;
afterAll(() => api?.[Symbol.asyncDispose]());

const signIn = async (options = {}): Promise<{ state: string; code: string; iss: string | null }> => {
  const page = await followOnce(api, await authorizations.begin(user, serverUrl, options));
  const request = page.searchParams.get('request') ?? '';
  const { searchParams } = await decideConsent(ann, request, { decision: 'approve', permissions: ['mcp-tools:use'] });
  return {
    state: searchParams.get('state') ?? '',
    code: searchParams.get('code') ?? '',
    iss: searchParams.get('iss'),
  };
};

const call = async (of: Authorizations, who = user.id) => {
  const answer = await of.fetchFor(user.workspaceId, who, serverUrl)(serverUrl, { method: 'POST', body: '{}' });
  await answer.arrayBuffer();
  return answer.status;
};

const exchanges = () => asked.filter((each) => each === 'POST /oauth/token').length;

describe('signing in at a server elsewhere', () => {
  test('a person signs in by what the server says of itself, and calls in their own name only', async () => {
    expect(await authorizations.isPersonal(user.workspaceId, serverUrl)).toBe(false);
    const answer = await signIn();
    await expect(authorizations.finish(elsewhere, answer)).rejects.toThrow('oauth_state_invalid');
    expect(await authorizations.finish(user, answer)).toBe(serverUrl);
    await expect(authorizations.finish(user, answer)).rejects.toThrow('oauth_state_invalid');
    expect(await call(authorizations)).toBe(200);
    expect(await call(authorizations, elsewhere.id)).toBe(401);
    expect(await second.isPersonal(user.workspaceId, serverUrl)).toBe(true);
  });

  test('a person comes back to the address of this platform that they left, which others cannot name', async () => {
    const returnsTo = async (origin: string) =>
      new URL(await authorizations.begin(user, serverUrl, { origin })).searchParams.get('redirect_uri');
    expect(await returnsTo('http://evil.example')).toBe(redirectUrl);
    expect(await returnsTo('http://localhost:4')).toBe(byName);
    await authorizations.finish(user, await signIn({ origin: 'http://localhost:4' }));
    expect(await call(authorizations)).toBe(200);
  });

  test('a token that ended is exchanged once for all who wait, in two processes', async () => {
    await authorizations.finish(user, await signIn());
    await call(authorizations);
    await call(second);
    const before = exchanges();
    api.clock.advance(901_000);
    const statuses = await Promise.all(Array.from({ length: 20 }, (_, at) => call(at % 2 ? authorizations : second)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(exchanges() - before).toBe(1);
  });

  test('a token that nobody over there takes any more is exchanged in vain once, and then the sign-in is over', async () => {
    await authorizations.finish(user, await signIn());
    await call(authorizations);
    // Ended over there before its time: the refresh token is refused as well.
    const sessions = await api.identity.sessions.list({
      ...user,
      id: ann.session.id,
      workspaceId: ann.session.workspace.id,
    });
    for (const { id, grant } of sessions)
      if (grant) await api.identity.sessions.end(ann.session.workspace.id, id, 'test');
    asked.length = 0;
    expect(await call(authorizations)).toBe(401);
    expect(asked.filter((each) => each === 'POST /mcp')).toHaveLength(1);
    expect(exchanges()).toBe(1);
    expect(await authorizations.list(user)).toMatchObject([{ isAuthorized: false }]);
    asked.length = 0;
    expect(await call(authorizations)).toBe(401);
    expect(exchanges()).toBe(0);
  });

  test('a token goes to no other origin', async () => {
    await authorizations.finish(user, await signIn());
    const seen: (string | null)[] = [];
    const spying = createAuthorizations({
      store: createMongoAuthorizationStore(api.database.connection),
      fetch: async (_input, init) => {
        seen.push(new Headers(init?.headers).get('authorization'));
        return new Response('{}');
      },
      secrets: oneTimeSecrets,
      seal: testSeal('mcp-authorizations'),
      redirectUrls,
      metadataUrl: null,
      registeredClient: async () => null,
      now: () => api.clock.now().getTime(),
      pause: () => Promise.resolve(),
    });
    const asUser = spying.fetchFor(user.workspaceId, user.id, serverUrl);
    await asUser('http://127.0.0.1:9/elsewhere');
    await asUser(serverUrl);
    expect(seen[0]).toBeNull();
    expect(seen[1]).toMatch(/^Bearer /);
    const stored = JSON.stringify(await api.database.connection.collection('mcp_authorizations').find({}).toArray());
    expect(stored).toContain(serverUrl);
    expect(stored).not.toContain(seen[1]?.slice('Bearer '.length));
  });

  test('forgetting it takes the tokens away at once', async () => {
    await authorizations.finish(user, await signIn());
    const [record] = await authorizations.list(user);
    await expect(authorizations.remove(elsewhere, record?.id ?? '')).rejects.toThrow('mcp_authorization_not_found');
    await authorizations.remove(user, record?.id ?? '');
    expect(await call(authorizations)).toBe(401);
  });
});
