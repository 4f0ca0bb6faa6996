import type { Buffer } from 'node:buffer';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import { id } from '../../contracts/kernel/scalars.ts';
import type { AccessTokens, Clock, SignedToken } from '../../domain/identity/credential-ports.ts';
import { deriveKey } from './derive-key.ts';
import { rememberVerified } from './remember-verified.ts';

const issuer = 'throughline';
const type = 'at+jwt';
/** Longer than any token of ours; a longer one is refused before it is looked at. */
const maxLength = 2_000;
const clockToleranceSeconds = 30;
const lifetimeSeconds = { user: 900, service: 900, internal: 300 } as const;
type Kind = keyof typeof lifetimeSeconds;

const seconds = z.number().int();
const Header = z.strictObject({ alg: z.literal('HS256'), typ: z.literal(type), kid: z.string().max(100).optional() });
const registered = { iss: z.literal(issuer), iat: seconds, nbf: seconds, exp: seconds };
const Payloads = {
  user: z.strictObject({
    ...registered,
    aud: z.literal('throughline:user'),
    sub: id('usr'),
    wsp: id('wsp'),
    sid: id('ses'),
    gen: seconds,
  }),
  service: z.strictObject({
    ...registered,
    aud: z.literal('throughline:service'),
    sub: id('svc'),
    wsp: id('wsp'),
    ver: seconds,
  }),
  internal: z.strictObject({ ...registered, aud: z.literal('throughline:internal') }),
} as const;
const ServiceClaim = z.object({ aud: Payloads.service.shape.aud });

/**
 * JSON Web Tokens (RFC 7519, RFC 9068 type, RFC 8725 advice): HS256 only, a key per kind, every claim checked, and no
 * header but `alg`, `typ` and a `kid` that nothing depends on. All failures are the same `invalid_token`.
 */
export const createAccessTokens = (tokenSecret: string, clock: Clock): AccessTokens => {
  const keys: Record<Kind, Buffer> = {
    user: deriveKey(tokenSecret, 'access-token/user'),
    service: deriveKey(tokenSecret, 'access-token/service'),
    internal: deriveKey(tokenSecret, 'access-token/internal'),
  };

  const nowSeconds = () => Math.floor(clock().getTime() / 1000);

  const sign = (kind: Kind, claims: Record<string, string | number>, issuedAt: Date): SignedToken => {
    const iat = Math.floor(issuedAt.getTime() / 1000);
    const exp = iat + lifetimeSeconds[kind];
    const payload = { ...claims, iss: issuer, aud: `throughline:${kind}`, iat, nbf: iat, exp };
    const token = jwt.sign(payload, keys[kind], { algorithm: 'HS256', header: { alg: 'HS256', typ: type } });
    return { token, expiresAt: new Date(exp * 1000) };
  };

  const verify = <S extends z.ZodType>(kind: Kind, claims: S, token: string): z.output<S> => {
    try {
      if (token.length > maxLength) throw fail('invalid_token');
      const { header, payload } = jwt.verify(token, keys[kind], {
        algorithms: ['HS256'],
        issuer,
        audience: `throughline:${kind}`,
        clockTolerance: clockToleranceSeconds,
        clockTimestamp: nowSeconds(),
        complete: true,
      });
      Header.parse(header);
      return claims.parse(payload);
    } catch (cause) {
      throw fail('invalid_token', {}, { cause });
    }
  };

  const once = { nowSeconds, toleranceSeconds: clockToleranceSeconds };
  const readUser = rememberVerified({ ...once, verify: (token) => verify('user', Payloads.user, token) });
  const readService = rememberVerified({ ...once, verify: (token) => verify('service', Payloads.service, token) });

  return {
    signUser: ({ userId, workspaceId, sessionId, generation }, issuedAt) =>
      sign('user', { sub: userId, wsp: workspaceId, sid: sessionId, gen: generation }, issuedAt),
    signService: ({ accountId, workspaceId, secretVersion }, issuedAt) =>
      sign('service', { sub: accountId, wsp: workspaceId, ver: secretVersion }, issuedAt),
    signInternal: () => sign('internal', {}, clock()),
    verifyUser: (token) => {
      const { sub, wsp, sid, gen, exp } = readUser(token);
      return { userId: sub, workspaceId: wsp, sessionId: sid, generation: gen, expiresAt: new Date(exp * 1000) };
    },
    verifyService: (token) => {
      const { sub, wsp, ver, exp } = readService(token);
      return { accountId: sub, workspaceId: wsp, secretVersion: ver, expiresAt: new Date(exp * 1000) };
    },
    verifyInternal: (token) => {
      verify('internal', Payloads.internal, token);
    },
    claimedKind,
  };
};

const claimedKind = (token: string): 'user' | 'service' => {
  if (token.length > maxLength) return 'user';
  try {
    return ServiceClaim.safeParse(jwt.decode(token)).success ? 'service' : 'user';
  } catch {
    return 'user'; // a payload that is no JSON
  }
};
