import { auth, type OAuthClientProvider } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { TestApi } from '../harness/api-app.ts';
import { decideConsent, documentedClient, followOnce, startOauthApi } from '../harness/oauth-app.ts';
import { signUpAdmin, type SignedInPerson } from '../harness/people.ts';
import { send } from '../harness/test-browser.ts';

const callback = 'http://127.0.0.1:33418/callback';
const Tokens = z.object({ access_token: z.string(), refresh_token: z.string(), scope: z.string() });

let api: TestApi;
let ann: SignedInPerson;

beforeAll(async () => {
  api = await startOauthApi();
  ann = await signUpAdmin(api, 'Oauth shop');
});
afterAll(() => api?.[Symbol.asyncDispose]());

/** What an MCP client keeps; `opened` is the address it would show in a browser. */
const createProvider = () => {
  const kept: { opened?: URL; verifier?: string } = {};
  let client: Awaited<ReturnType<OAuthClientProvider['clientInformation']>>;
  let tokens: Awaited<ReturnType<OAuthClientProvider['tokens']>>;
  const provider: OAuthClientProvider = {
    redirectUrl: callback,
    clientMetadata: { client_name: 'Test client', redirect_uris: [callback] },
    state: () => 'state-1',
    clientInformation: () => client,
    saveClientInformation: (information) => void (client = information),
    tokens: () => tokens,
    saveTokens: (given) => void (tokens = given),
    redirectToAuthorization: (url) => void (kept.opened = url),
    saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
    codeVerifier: () => kept.verifier ?? '',
  };
  return { provider, kept, tokens: () => Tokens.parse(tokens) };
};

const openInBrowser = (url: URL): Promise<URL> => followOnce(api, url);
const decide = (request: string, body: Record<string, unknown>): Promise<URL> => decideConsent(ann, request, body);

const letIn = async (permissions: readonly string[]) => {
  const { provider, kept, tokens } = createProvider();
  const serverUrl = `${api.origin}/mcp`;
  expect(await auth(provider, { serverUrl })).toBe('REDIRECT');
  const page = await openInBrowser(kept.opened ?? new URL(api.origin));
  const request = page.searchParams.get('request') ?? '';
  const back = await decide(request, { decision: 'approve', permissions });
  const authorizationCode = back.searchParams.get('code') ?? '';
  expect(await auth(provider, { serverUrl, authorizationCode, iss: back.searchParams.get('iss') ?? '' })).toBe(
    'AUTHORIZED',
  );
  return { provider, kept, tokens, page, back, authorizationCode };
};

const callMcp = (token: string, path = '/mcp') =>
  send(api.origin, 'POST', path, { body: {}, headers: { authorization: `Bearer ${token}` } });

const tokenForm = (fields: Record<string, string>) =>
  fetch(`${api.origin}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });

describe('an MCP client lets itself in with a person', () => {
  test('it finds its way from a 401 to tokens that act for the person, within what she granted', async () => {
    const refused = await send(api.origin, 'POST', '/mcp', { body: {} });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain(
      `resource_metadata="${api.origin}/.well-known/oauth-protected-resource/mcp"`,
    );
    const { tokens, back } = await letIn(['mcp-tools:use', 'quotes:read', 'users:manage']);
    expect(back.searchParams.get('state')).toBe('state-1');
    const { access_token: token, scope } = tokens();
    expect(scope.split(' ').toSorted()).toEqual(['mcp-tools:use', 'quotes:read']);
    const answer = await callMcp(token);
    expect(answer.body).toMatchObject({ id: ann.session.id });
    expect(new Set(z.object({ permissions: z.array(z.string()) }).parse(answer.body).permissions)).toEqual(
      new Set(['mcp-tools:use', 'quotes:read']),
    );
  });

  test('its token is good at its one address and nowhere else, and our servers get another, as narrow', async () => {
    const { tokens } = await letIn(['mcp-tools:use']);
    const { access_token: token } = tokens();
    expect((await callMcp(token, '/mcp_proxy/files')).status).toBe(401);
    const rest = await send(api.origin, 'GET', '/api/v1/users', { headers: { authorization: `Bearer ${token}` } });
    expect(rest.status).toBe(401);
    const inner = z.object({ token: z.string() }).parse((await callMcp(token)).body).token;
    expect(inner).not.toBe(token);
    const asServer = await send(api.origin, 'GET', '/api/v1/users', { headers: { authorization: `Bearer ${inner}` } });
    expect(asServer.status).toBe(403);
  });

  test('refresh tokens rotate; an old one used again ends the grant', async () => {
    const { provider, tokens } = await letIn(['mcp-tools:use']);
    const first = tokens();
    const client = await provider.clientInformation();
    const client_id = client?.client_id ?? '';
    const refresh = (refresh_token: string, id = client_id) =>
      tokenForm({ grant_type: 'refresh_token', refresh_token, client_id: id });
    expect((await refresh(first.refresh_token, 'cli_00000000000000000000000000')).status).toBe(400);
    const second = Tokens.parse(await (await refresh(first.refresh_token)).json());
    expect((await callMcp(second.access_token)).status).toBe(200);
    api.clock.advance(11_000);
    const reused = await refresh(first.refresh_token);
    expect(await reused.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await callMcp(second.access_token)).status).toBe(401);
  });

  test('a code is good once: used again, it takes back what it gave', async () => {
    const { provider, kept, tokens, authorizationCode } = await letIn(['mcp-tools:use']);
    const client = await provider.clientInformation();
    const again = await tokenForm({
      grant_type: 'authorization_code',
      code: authorizationCode,
      client_id: client?.client_id ?? '',
      redirect_uri: callback,
      code_verifier: kept.verifier ?? '',
    });
    expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await callMcp(tokens().access_token)).status).toBe(401);
  });

  test('ending the sign-in under Settings shuts the client out at once', async () => {
    const { tokens } = await letIn(['mcp-tools:use']);
    const { body } = await ann.browser.send('GET', '/api/v1/auth/sessions');
    const Sessions = z.object({ items: z.array(z.object({ id: z.string(), client: z.string().nullable() })) });
    const [newest] = Sessions.parse(body).items.filter(({ client }) => client === 'Test client');
    await ann.browser.send('DELETE', `/api/v1/auth/sessions/${newest?.id}`, { headers: ann.csrf });
    expect((await callMcp(tokens().access_token)).status).toBe(401);
  });
});

describe('a client whose id is the address of a document about it', () => {
  const begin = (change: Record<string, string> = {}) => {
    const url = new URL(`${api.origin}/oauth/authorize`);
    const query = {
      client_id: documentedClient,
      redirect_uri: 'https://app.example/cb',
      response_type: 'code',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
      ...change,
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return openInBrowser(url);
  };

  test('needs no registration, and is sent to the addresses of its document only', async () => {
    const page = await begin();
    const back = await decide(page.searchParams.get('request') ?? '', {
      decision: 'approve',
      permissions: ['mcp-tools:use'],
    });
    expect(back.origin + back.pathname).toBe('https://app.example/cb');
    expect(back.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    const elsewhere = await begin({ redirect_uri: 'https://evil.example/cb' });
    expect(elsewhere.searchParams.get('problem')).toBe('invalid_redirect_uri');
    const unknown = await begin({ client_id: 'https://other.example/client.json' });
    expect(unknown.searchParams.get('problem')).toBe('invalid_client');
  });
});

describe('what is refused', () => {
  test('a verifier that does not fit, another redirect address, another client', async () => {
    const { provider, kept } = createProvider();
    await auth(provider, { serverUrl: `${api.origin}/mcp` });
    const page = await openInBrowser(kept.opened ?? new URL(api.origin));
    const request = page.searchParams.get('request') ?? '';
    const client = await provider.clientInformation();
    const good = { client_id: client?.client_id ?? '', redirect_uri: callback, code_verifier: kept.verifier ?? '' };
    for (const wrong of [
      { code_verifier: 'x'.repeat(43) },
      { redirect_uri: 'http://127.0.0.1:33418/other' },
      { client_id: 'cli_00000000000000000000000000' },
    ]) {
      const back = await decide(request, { decision: 'approve', permissions: ['mcp-tools:use'] });
      const code = back.searchParams.get('code') ?? '';
      const answer = await tokenForm({ grant_type: 'authorization_code', code, ...good, ...wrong });
      expect(answer.status).toBe(400);
    }
  });

  test('a person who refuses sends the client back with access_denied', async () => {
    const { provider, kept } = createProvider();
    await auth(provider, { serverUrl: `${api.origin}/mcp` });
    const page = await openInBrowser(kept.opened ?? new URL(api.origin));
    const back = await decide(page.searchParams.get('request') ?? '', { decision: 'deny' });
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.href.startsWith(callback)).toBe(true);
  });

  test.each([
    ['no PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['another flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['unknown scopes only', { scope: 'root' }, 'invalid_scope'],
  ])('%s goes back to the client as an error', async (_name, change, error) => {
    const { provider, kept } = createProvider();
    await auth(provider, { serverUrl: `${api.origin}/mcp` });
    const url = kept.opened ?? new URL(api.origin);
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    const back = await openInBrowser(url);
    expect(back.href.startsWith(callback)).toBe(true);
    expect(back.searchParams.get('error')).toBe(error);
  });

  test.each([
    ['an unregistered redirect address', { redirect_uri: 'https://evil.example/cb' }, 'invalid_redirect_uri'],
    ['an unknown client', { client_id: 'cli_x' }, 'invalid_client'],
    ['a foreign resource', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
  ])('%s never leaves for the client', async (_name, change, problem) => {
    const { provider, kept } = createProvider();
    await auth(provider, { serverUrl: `${api.origin}/mcp` });
    const url = kept.opened ?? new URL(api.origin);
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    const page = await openInBrowser(url);
    expect(page.origin + page.pathname).toBe(`${api.origin}/authorize`);
    expect(page.searchParams.get('problem')).toBe(problem);
  });

  test('a request that was changed on its way is not described', async () => {
    const answer = await ann.browser.send('POST', '/api/v1/oauth/consents/describe', {
      body: { request: 'A'.repeat(80) },
      headers: ann.csrf,
    });
    expect(answer.body).toMatchObject({ error: { code: 'oauth_request_invalid' } });
  });
});
