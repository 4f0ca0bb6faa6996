import { CallError, createCaller, type Caller } from '../../../contracts/kernel/client.ts';
import { authEndpoints, type CurrentSession } from '../../../contracts/identity.ts';
import { isCode } from './field-issues.ts';
import { currentLocale } from './locale.ts';
import { singleFlight } from './single-flight.ts';

export interface ApiOptions {
  /** Empty in the browser. */
  origin: string;
  /** Runs one callback at a time over all tabs. */
  exclusively: <T>(run: () => Promise<T>) => Promise<T>;
  /** Shared by all tabs. */
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  nowMs: () => number;
}

const refreshedAtKey = 'throughline.refreshedAt';

/**
 * The web's way to the API: cookies carry the identity, `X-CSRF-Token` goes with every call, and an answer 401 leads to
 * one refresh for all calls of all tabs. When that fails too, listeners of `onSignedOut` are told.
 */
export const createApi = ({ origin, exclusively, storage, nowMs }: ApiOptions) => {
  let csrfToken: string | null = null;
  const signedOut = new Set<() => void>();
  const headers = (): Record<string, string> => ({
    'accept-language': currentLocale(),
    ...(csrfToken !== null && { 'x-csrf-token': csrfToken }),
  });
  const direct = createCaller({ origin, headers });

  /** Keeps the CSRF token of a session that sign-in, refresh or a one-time link answered with. */
  const adopt = (session: CurrentSession): CurrentSession => {
    csrfToken = session.csrfToken;
    return session;
  };

  const refresh = singleFlight(async (): Promise<boolean> => {
    const startedAt = nowMs();
    try {
      await exclusively(async () => {
        // Another tab may have refreshed while this one waited; the cookies are shared, so its pair is ours too.
        const done = Number(storage.getItem(refreshedAtKey)) >= startedAt;
        adopt(await direct(done ? authEndpoints.session : authEndpoints.refresh));
        if (!done) storage.setItem(refreshedAtKey, String(nowMs()));
      });
      return true;
    } catch (error) {
      if (!(error instanceof CallError) || error.status !== 401) throw error;
      csrfToken = null;
      for (const listener of signedOut) listener();
      return false;
    }
  });

  const authenticated = createCaller({ origin, headers, onUnauthenticated: refresh });

  const call: Caller = async (endpoint, input) => {
    try {
      return await authenticated(endpoint, input);
    } catch (error) {
      // Another tab's sign-in replaced the token this tab holds.
      if (!isCode(error, 'csrf')) throw error;
      adopt(await authenticated(authEndpoints.session));
      return authenticated(endpoint, input);
    }
  };

  return {
    call,
    /** For sign-in itself: a 401 is an answer there, not a reason to refresh. */
    callPublic: direct,
    adopt,
    refresh,
    headers,
    onSignedOut: (listener: () => void): (() => void) => {
      signedOut.add(listener);
      return () => signedOut.delete(listener);
    },
  };
};

/** Web Locks exist on secure origins only; elsewhere each tab refreshes for itself. */
const exclusively = <T>(run: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('throughline.refresh', run) : run();

export const api = createApi({ origin: '', exclusively, storage: localStorage, nowMs: Date.now });
export const { call, callPublic } = api;
