import type { Response } from 'express';
import type { Permission, Identity } from '../contracts/access.ts';
import { fail } from '../contracts/kernel/fail.ts';
import type { RateLimit } from '../contracts/kernel/endpoint.ts';
import type { Locale } from '../contracts/kernel/locale.ts';

/** What the middleware learned of a request before a route runs. */
export interface RequestContext {
  readonly correlationId: string;
  readonly locale: Locale;
  /** Trusted client address. */
  readonly ip: string;
  /** Verifies the credential on first use and remembers the answer; null without one. Throws `invalid_token`. */
  readonly identify: () => Promise<Identity | null>;
  /** Counts the request against its class; throws `rate_limited`. */
  readonly consume: (limit: RateLimit, identity: Identity | null) => Promise<void>;
}

const contexts = new WeakMap<Response, RequestContext>();

export const setContext = (response: Response, context: RequestContext): void => {
  contexts.set(response, context);
};

export const contextOf = (response: Response): RequestContext => {
  const context = contexts.get(response);
  if (!context) throw new Error('a route runs before the context middleware');
  return context;
};

/** For what may run before there is a context, such as the handler of errors. */
export const contextIfAny = (response: Response): RequestContext | undefined => contexts.get(response);

/** The caller, when the permission is held. Throws `unauthenticated` or `forbidden`. */
export const requireAccess = async (
  identify: RequestContext['identify'],
  access: 'signed-in' | Permission,
): Promise<Identity> => {
  const identity = await identify();
  if (!identity) throw fail('unauthenticated');
  if (access !== 'signed-in' && !identity.permissions.has(access)) throw fail('forbidden', { permission: access });
  return identity;
};
