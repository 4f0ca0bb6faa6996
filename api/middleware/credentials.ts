import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { CallerService, CredentialKind } from '../../domain/identity/caller-service.ts';
import { readServiceKey } from '../../domain/identity/service-key.ts';
import { clientAddress, type AddressSource } from './client-address.ts';
import type { RateLimits } from './rate-limit.ts';
import type { SessionCookies } from './session-cookies.ts';

/** Part of every HTTP request, also of the one that opens a socket. Keeps repeated headers apart. */
export interface CredentialSource {
  readonly headersDistinct: NodeJS.Dict<string[]>;
}

export interface Credential {
  readonly kind: CredentialKind;
  readonly token: string;
}

export interface Credentials {
  /** What the request shows, unverified. Throws `ambiguous_credentials`, or `invalid_token` for another scheme. */
  extract(source: CredentialSource): Credential | null;
  /** The refresh cookie. Throws `ambiguous_credentials`. */
  refreshToken(source: CredentialSource): string | null;
  /**
   * Who is calling; null without a credential. Throws `invalid_token`, `ambiguous_credentials`, and `rate_limited` for a
   * service key once too many from the address were refused.
   */
  verify(source: CredentialSource & AddressSource): Promise<Identity | null>;
}

export interface CredentialsDeps {
  readonly cookies: Pick<SessionCookies, 'accessName' | 'refreshName'>;
  readonly callers: Pick<CallerService, 'identify'>;
  readonly limits: Pick<RateLimits, 'verifyKey'>;
  readonly trustedProxies: number;
}

/**
 * The one reader of credentials: REST, socket handshake, SSE, uploads. A token in a query string is never looked at,
 * because addresses end up in logs and histories.
 */
export const createCredentials = ({ cookies, callers, limits, trustedProxies }: CredentialsDeps): Credentials => {
  // Several look at the same request.
  const extracted = new WeakMap<CredentialSource, Credential | null>();
  const extract = (source: CredentialSource): Credential | null => {
    const known = extracted.get(source);
    if (known !== undefined) return known;
    const credential = read(source);
    extracted.set(source, credential);
    return credential;
  };
  const read = (source: CredentialSource): Credential | null => {
    const cookie = readCookie(source, cookies.accessName);
    const [authorization, ...more] = source.headersDistinct.authorization ?? [];
    if (more.length > 0 || (authorization !== undefined && cookie !== null)) throw fail('ambiguous_credentials');
    if (authorization !== undefined) return { kind: 'bearer', token: readBearer(authorization) };
    return cookie === null ? null : { kind: 'cookie', token: cookie };
  };

  return {
    extract,
    refreshToken: (source) => readCookie(source, cookies.refreshName),
    verify: async (source) => {
      const credential = extract(source);
      if (!credential) return null;
      const { token, kind } = credential;
      const identify = () => callers.identify(token, kind);
      const isKey = kind === 'bearer' && readServiceKey(token) !== null;
      return await (isKey ? limits.verifyKey(clientAddress(source, trustedProxies), identify) : identify());
    },
  };
};

/** RFC 6750 §2.1. */
const readBearer = (authorization: string): string => {
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw fail('invalid_token');
  return token;
};

/** Our values need no decoding. The same name twice means that somebody planted one (cookie tossing). */
const readCookie = ({ headersDistinct }: CredentialSource, name: string): string | null => {
  const values = (headersDistinct.cookie ?? [])
    .flatMap((header) => header.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  if (values.length > 1) throw fail('ambiguous_credentials');
  return values[0] || null;
};
