// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { authEndpoints, type CurrentSession } from '../../../contracts/identity.ts';
import { singleFlight } from './single-flight.ts';

vi.mock('./locale.ts', () => ({ currentLocale: () => 'de' }));

const session = (csrfToken: string): CurrentSession => ({
  kind: 'user',
  id: 'usr_1',
  name: 'Ada',
  email: 'ada@example.com',
  locale: 'en',
  roles: ['sales'],
  permissions: [],
  workspace: { id: `wsp_${'0'.repeat(26)}`, name: 'W', currency: 'EUR', timeZone: 'Europe/Berlin' },
  csrfToken,
  expiresAt: '2026-11-20T10:00:00Z',
});

/** A server whose access cookie is valid or not; a refresh makes it valid as long as the refresh cookie is. */
const createServer = () => {
  const seen: (string | null)[] = [];
  const state = { isAccessValid: false, isRefreshValid: true, refreshes: 0, csrf: 'a', seen };
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    if (url === authEndpoints.refresh.path) {
      state.refreshes += 1;
      if (!state.isRefreshValid) return refusal(401, 'unauthenticated');
      state.isAccessValid = true;
      return Response.json(session(state.csrf));
    }
    if (!state.isAccessValid) return refusal(401, 'unauthenticated');
    if (url === authEndpoints.session.path) return Response.json(session(state.csrf));
    state.seen.push(headers.get('x-csrf-token'));
    if (headers.get('x-csrf-token') !== state.csrf) return refusal(403, 'csrf');
    return new Response(null, { status: 204 });
  });
  return { state, fetch };
};
const refusal = (status: number, code: string) => Response.json({ error: { code, message: code } }, { status });

const openTab = async (shared: { storage: Map<string, string>; tail: Promise<unknown> }) => {
  const { createApi } = await import('./api.ts');
  return createApi({
    origin: '',
    exclusively: (run) => {
      const mine = shared.tail.then(run);
      shared.tail = mine.catch(() => undefined);
      return mine;
    },
    storage: {
      getItem: (key) => shared.storage.get(key) ?? null,
      setItem: (key, value) => void shared.storage.set(key, value),
    },
    nowMs: () => 1000,
  });
};
const revoke = authEndpoints.revokeSession;
const params = { id: 'ses_1' };

describe('api', () => {
  let server: ReturnType<typeof createServer>;
  beforeEach(() => {
    server = createServer();
    vi.stubGlobal('fetch', server.fetch);
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('refreshes once for all calls that meet an expired sign-in, then sends each again with the new token', async () => {
    const tab = await openTab({ storage: new Map(), tail: Promise.resolve() });
    await Promise.all([tab.call(revoke, { params }), tab.call(revoke, { params }), tab.call(revoke, { params })]);
    expect(server.state.refreshes).toBe(1);
    expect(server.state.seen).toEqual(['a', 'a', 'a']);
  });

  it('refreshes once for two tabs', async () => {
    const shared = { storage: new Map<string, string>(), tail: Promise.resolve() };
    const tabs = [await openTab(shared), await openTab(shared)];
    await Promise.all(tabs.map((tab) => tab.call(revoke, { params })));
    expect(server.state.refreshes).toBe(1);
    expect(server.state.seen).toEqual(['a', 'a']);
  });

  it('tells that the sign-in ended when the refresh is refused, and throws the first answer', async () => {
    server.state.isRefreshValid = false;
    const tab = await openTab({ storage: new Map(), tail: Promise.resolve() });
    const onSignedOut = vi.fn<() => void>();
    tab.onSignedOut(onSignedOut);
    await expect(tab.call(revoke, { params })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(onSignedOut).toHaveBeenCalledTimes(1);
  });

  it('takes the new CSRF token when another tab signed in', async () => {
    const tab = await openTab({ storage: new Map(), tail: Promise.resolve() });
    await tab.call(revoke, { params });
    server.state.csrf = 'b';
    await tab.call(revoke, { params });
    expect(server.state.seen).toEqual(['a', 'a', 'b']);
    expect(server.state.refreshes).toBe(1);
  });

  it('asks for texts in the language of the app', async () => {
    const tab = await openTab({ storage: new Map(), tail: Promise.resolve() });
    await tab.call(revoke, { params });
    const sent = server.fetch.mock.calls.map(([, init]) => new Headers(init.headers).get('accept-language'));
    expect(new Set(sent)).toEqual(new Set(['de']));
  });
});

describe('singleFlight', () => {
  it('starts anew after a failed run', async () => {
    const run = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('first')).mockResolvedValue('second');
    const share = singleFlight(run);
    await expect(share()).rejects.toThrow('first');
    await expect(share()).resolves.toBe('second');
  });
});
