import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rolePermissions, type Identity } from '../../contracts/access.ts';
import { Failure } from '../../contracts/kernel/fail.ts';
import type { RegisteredClient } from '../../domain/mcp/authorizations/registered-client.ts';
import { oneTimeSecrets } from '../../infra/crypto/one-time-secrets.ts';
import { createTextSealer } from '../../infra/crypto/text-sealer.ts';
import { createSafeFetch } from '../../infra/net/safe-fetch.ts';
import { createAuthorizations, type Authorizations } from '../../mcp/gateway/authorizations/authorizations.ts';
import { createMemoryAuthorizations } from './fixtures/memory-authorizations.ts';
import { startCanary, startScriptedOauth, type Canary, type ScriptedOauth } from './fixtures/scripted-oauth.ts';

const user: Identity = {
  kind: 'user',
  id: 'usr_here',
  name: 'Here',
  workspaceId: 'wsp_here',
  permissions: new Set(rolePermissions.admin),
  sessionId: 'ses_here',
};

let there: ScriptedOauth;
let canary: Canary;
let registered: RegisteredClient | null;
let authorizations: Authorizations;

beforeEach(async () => {
  there = await startScriptedOauth();
  canary = await startCanary();
  registered = null;
  authorizations = createAuthorizations({
    store: createMemoryAuthorizations(),
    fetch: createSafeFetch({ allowPrivate: ['127.0.0.1'] }),
    secrets: oneTimeSecrets,
    seal: createTextSealer(randomBytes(32).toString('base64url'), 'test'),
    redirectUrls: ['http://127.0.0.1:4/oauth/callback'],
    metadataUrl: null,
    registeredClient: async () => registered,
    now: Date.now,
    pause: () => Promise.resolve(),
  });
});
afterEach(async () => {
  await there?.[Symbol.asyncDispose]();
  await canary?.[Symbol.asyncDispose]();
});

const begin = async (client?: RegisteredClient): Promise<URLSearchParams> =>
  new URL(await authorizations.begin(user, there.url, { registered: client })).searchParams;

const signIn = async (client?: RegisteredClient): Promise<URLSearchParams> => {
  const query = await begin(client);
  await authorizations.finish(user, { state: query.get('state') ?? '', code: 'yes', iss: null });
  return query;
};

const call = async (): Promise<number> =>
  (await authorizations.fetchFor(user.workspaceId, user.id, there.url)(there.url, { method: 'POST' })).status;

const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Failure)) throw new Error('it did not fail as expected', { cause: error });
  return error;
};

/** 127.0.0.2 as strangers write it; only 127.0.0.1 is allowed here. */
const hidden = ['127.0.0.2', '2130706434', '0x7f000002', '0177.0.0.2', '127.2', '[::ffff:127.0.0.2]', 'a:b@127.0.0.2'];

const hiddenAddresses = (): string[] =>
  hidden.flatMap((host) => ['http', 'https'].map((scheme) => `${scheme}://${host}:${canary.port}`));

describe('addresses that a server names for its sign-in', () => {
  const sinks: Readonly<Record<string, (address: string) => ScriptedOauth['script']>> = {
    'of its metadata': (address) => ({ challenge: `Bearer resource_metadata="${address}/prm"` }),
    'of its authorization server': (address) => ({ resource: { authorization_servers: [address] } }),
    'to register at': (address) => ({ metadata: { registration_endpoint: `${address}/register` } }),
    'to exchange a code at': (address) => ({ metadata: { token_endpoint: `${address}/token` } }),
    'that registering redirects to': (address) => ({ redirects: { '/register': `${address}/register` } }),
    'that exchanging redirects to': (address) => ({ redirects: { '/token': `${address}/token` } }),
  };

  test.each(Object.entries(sinks))('%s are not reached when they are not public', async (_name, script) => {
    for (const address of [...hiddenAddresses(), 'http://169.254.169.254', 'file:///etc']) {
      there.script = script(address);
      const { code, message, details } = await failureOf(signIn());
      expect(['url_not_allowed', 'authorization_failed']).toContain(code);
      expect(message + JSON.stringify(details)).not.toMatch(/127\.0\.0\.2|169\.254|etc\b/);
    }
    expect(canary.connections).toBe(0);
    expect(await authorizations.list(user)).not.toContainEqual(expect.objectContaining({ isAuthorized: true }));
  });

  test.each(['oauth-protected-resource/mcp', 'oauth-authorization-server'])(
    'that %s redirects to are not followed: metadata that is elsewhere counts as missing',
    async (document) => {
      for (const address of [...hiddenAddresses(), 'http://169.254.169.254']) {
        there.script = { redirects: { [`/.well-known/${document}`]: `${address}/metadata` } };
        await signIn();
      }
      expect(canary.connections).toBe(0);
    },
  );

  test('of a refresh are not reached either, and the sign-in is over', async () => {
    there.script = { tokens: { refresh_token: 'again', expires_in: 1 } };
    await signIn();
    there.script = { redirects: { '/token': `http://127.0.0.2:${canary.port}/token` } };
    await call();
    expect(canary.connections).toBe(0);
    expect(await authorizations.list(user)).toMatchObject([{ isAuthorized: false }]);
  });

  test('a page to sign in at is a web page', async () => {
    there.script = { metadata: { authorization_endpoint: 'javascript:alert(1)' } };
    expect(await failureOf(begin())).toMatchObject({ code: 'authorization_failed' });
  });
});

test('a token that is refused before its time is exchanged, and the call made once more and no more', async () => {
  const shown: string[] = [];
  const takes = (good: string) => (token: string) => {
    shown.push(token);
    return token === good ? undefined : { status: 401, challenge: 'Bearer error="invalid_token"' };
  };
  there.script = { tokens: { refresh_token: 'again' } };
  await signIn();
  there.script = { tokens: { access_token: 'second', refresh_token: 'again' }, refuse: takes('second') };
  expect(await call()).toBe(200);
  expect(shown.splice(0)).toEqual(['first', 'second']);
  there.script = { tokens: { access_token: 'third', refresh_token: 'again' }, refuse: takes('none of them') };
  expect(await call()).toBe(401);
  expect(shown).toEqual(['second', 'third']);
  expect(there.exchanges.map(({ form }) => form.get('grant_type'))).toEqual([
    'authorization_code',
    'refresh_token',
    'refresh_token',
  ]);
});

describe('a call that needs more scope', () => {
  const tooLittle = { status: 403, challenge: 'Bearer error="insufficient_scope", scope="write"' };

  test('asks the person once for what was granted and what it needs', async () => {
    there.script = { challenge: 'Bearer scope="read"', tokens: { scope: 'read' }, refuse: () => tooLittle };
    expect((await signIn()).get('scope')).toBe('read');
    const { code, details } = await failureOf(call());
    expect([code, details['scope']]).toEqual(['authorization_required', 'write']);
    expect(await authorizations.list(user)).toMatchObject([{ isAuthorized: true, wantedScope: 'read write' }]);
    there.script = { ...there.script, tokens: { access_token: 'second', scope: 'read write' } };
    expect((await signIn()).get('scope')).toBe('read write');
    expect(await authorizations.list(user)).toMatchObject([{ wantedScope: null, scope: 'read write' }]);
    expect(await failureOf(call())).toMatchObject({ code: 'authorization_failed' });
  });

  test('is asked for again at every later sign-in', async () => {
    there.script = { challenge: 'Bearer scope="read"', tokens: { scope: 'read' }, refuse: () => tooLittle };
    await signIn();
    await failureOf(call());
    await signIn();
    expect((await signIn()).get('scope')).toBe('read write');
  });

  test('that only says no stays a plain refusal', async () => {
    there.script = { refuse: () => ({ status: 403, challenge: 'Bearer error="invalid_token"' }) };
    await signIn();
    expect(await call()).toBe(403);
  });
});

describe('a client that was registered by hand', () => {
  const client = (): RegisteredClient => ({ clientId: 'by-hand', clientSecret: 'hush', issuer: there.origin });

  test('of the settings is used, with its secret at the token endpoint only', async () => {
    registered = client();
    there.script = { metadata: { registration_endpoint: undefined } };
    expect((await signIn()).get('client_id')).toBe('by-hand');
    const [exchange] = there.exchanges;
    expect(exchange?.authorization).toBe(`Basic ${Buffer.from('by-hand:hush').toString('base64')}`);
    expect(await call()).toBe(200);
  });

  test('can be named before there is a server that names it', async () => {
    there.script = { metadata: { registration_endpoint: undefined } };
    expect(await failureOf(begin())).toMatchObject({ code: 'authorization_failed' });
    expect((await signIn(client())).get('client_id')).toBe('by-hand');
    expect(await call()).toBe(200);
  });

  test('is shown to no other authorization server', async () => {
    registered = { ...client(), issuer: 'https://as.example' };
    const { code, details } = await failureOf(begin());
    expect([code, details['reason']]).toEqual(['authorization_failed', 'it signs in elsewhere than its settings say']);
    expect(there.exchanges).toEqual([]);
  });
});
