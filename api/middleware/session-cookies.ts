import type { CookieOptions, Response } from 'express';
import type { TokenPair } from '../../domain/identity/session-service.ts';

/** The refresh token travels to these addresses only. */
const refreshPath = '/api/v1/auth';

export interface SessionCookies {
  readonly accessName: string;
  readonly refreshName: string;
  set(response: Response, pair: TokenPair): void;
  clear(response: Response): void;
}

/**
 * The two cookies of a sign-in (docs/decisions/0001). Over https their names carry the prefixes that bind them to this
 * host (RFC 6265bis §4.1.3); over plain http on the own machine no client would take them with `Secure`.
 */
export const createSessionCookies = ({ secure }: { secure: boolean }): SessionCookies => {
  const accessName = secure ? '__Host-tl_access' : 'tl_access';
  const refreshName = secure ? '__Secure-tl_refresh' : 'tl_refresh';
  const access: CookieOptions = { httpOnly: true, secure, sameSite: 'strict', path: '/' };
  const refresh: CookieOptions = { ...access, path: refreshPath };
  return {
    accessName,
    refreshName,
    set: (response, pair) => {
      response.cookie(accessName, pair.access.token, { ...access, expires: pair.access.expiresAt });
      response.cookie(refreshName, pair.refresh.token, { ...refresh, expires: pair.refresh.expiresAt });
    },
    clear: (response) => {
      response.clearCookie(accessName, access);
      response.clearCookie(refreshName, refresh);
    },
  };
};
