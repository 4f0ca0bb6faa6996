import type { Buffer } from 'node:buffer';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import { id } from '../../contracts/kernel/scalars.ts';
import type { AccessTokens, Clock, SignedToken, UserClaims } from '../../domain/identity/credential-ports.ts';
import { deriveKey } from './derive-key.ts';
import { rememberVerified } from './remember-verified.ts';

const issuer = 'throughline';
const type = 'at+jwt';
/** Longer than any token of ours; a longer one is refused before it is looked at. */
const maxLength = 2_000;
const clockToleranceSeconds = 30;
const lifetimeSeconds = { user: 900, service: 900, client: 900, internal: 300 } as const;
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
  client: z.strictObject({
    ...registered,
    aud: z.url({ protocol: /^https?$/ }).max(500),
    sub: id('usr'),
    wsp: id('wsp'),
    sid: id('ses'),
    gen: seconds,
  }),
  internal: z.strictObject({ ...registered, aud: z.literal('throughline:internal') }),
} as const;
const ServiceClaim = z.object({ aud: Payloads.service.shape.aud });
const ClientClaim = z.object({ aud: Payloads.client.shape.aud });

/**
 * JSON Web Tokens (RFC 7519, RFC 9068 type, RFC 8725 advice): HS256 only, a key per kind, every claim checked, and no
 * header but `alg`, `typ` and a `kid` that nothing depends on. All failures are the same `invalid_token`.
 */
export const createAccessTokens = (tokenSecret: string, clock: Clock): AccessTokens => {
  const keys = keysFrom(tokenSecret);

  const nowSeconds = () => Math.floor(clock().getTime() / 1000);

  const sign = (
    kind: Kind,
    claims: Record<string, string | number>,
    issuedAt: Date,
    audience = `throughline:${kind}`,
  ): SignedToken => {
    const iat = Math.floor(issuedAt.getTime() / 1000);
    const exp = iat + lifetimeSeconds[kind];
    const payload = { ...claims, iss: issuer, aud: audience, iat, nbf: iat, exp };
    const token = jwt.sign(payload, keys[kind], { algorithm: 'HS256', header: { alg: 'HS256', typ: type } });
    return { token, expiresAt: new Date(exp * 1000) };
  };

  const verify = <S extends z.ZodType>(kind: Kind, claims: S, token: string): z.output<S> => {
    try {
      if (token.length > maxLength) throw fail('invalid_token');
      const { header, payload } = jwt.verify(token, keys[kind], {
        algorithms: ['HS256'],
        issuer,
        // A client's audience is an address; where it is one of ours is checked where it is used.
        ...(kind !== 'client' && { audience: `throughline:${kind}` }),
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
  const readClient = rememberVerified({ ...once, verify: (token) => verify('client', Payloads.client, token) });
  const readService = rememberVerified({ ...once, verify: (token) => verify('service', Payloads.service, token) });

  return {
    signUser: (claims, issuedAt) => sign('user', claimsOf(claims), issuedAt),
    signService: ({ accountId, workspaceId, secretVersion }, issuedAt) =>
      sign('service', { sub: accountId, wsp: workspaceId, ver: secretVersion }, issuedAt),
    signClient: (claims, resource, issuedAt) => sign('client', claimsOf(claims), issuedAt, resource),
    signInternal: () => sign('internal', {}, clock()),
    verifyUser: (token) => personOf(readUser.read(token)),
    verifyService: (token) => {
      const { sub, wsp, ver, exp } = readService.read(token);
      return { accountId: sub, workspaceId: wsp, secretVersion: ver, expiresAt: new Date(exp * 1000) };
    },
    verifyClient: (token) => {
      const payload = readClient.read(token);
      return { ...personOf(payload), resource: payload.aud };
    },
    verifyInternal: (token) => void verify('internal', Payloads.internal, token),
    claimedKind: (token) => {
      if (readUser.knows(token)) return 'user';
      if (readService.knows(token)) return 'service';
      return readClient.knows(token) ? 'client' : claimedKind(token);
    },
  };
};

const keysFrom = (tokenSecret: string): Record<Kind, Buffer> => {
  const keyOf = (kind: Kind): Buffer => deriveKey(tokenSecret, `access-token/${kind}`);
  return { user: keyOf('user'), service: keyOf('service'), client: keyOf('client'), internal: keyOf('internal') };
};

const claimsOf = ({ userId, workspaceId, sessionId, generation }: UserClaims) => ({
  sub: userId,
  wsp: workspaceId,
  sid: sessionId,
  gen: generation,
});

const personOf = ({ sub, wsp, sid, gen, exp }: z.output<typeof Payloads.user> | z.output<typeof Payloads.client>) => ({
  userId: sub,
  workspaceId: wsp,
  sessionId: sid,
  generation: gen,
  expiresAt: new Date(exp * 1000),
});

const claimedKind: AccessTokens['claimedKind'] = (token) => {
  if (token.length > maxLength) return 'user';
  try {
    const payload = jwt.decode(token);
    if (ServiceClaim.safeParse(payload).success) return 'service';
    return ClientClaim.safeParse(payload).success ? 'client' : 'user';
  } catch {
    return 'user'; // a payload that is no JSON
  }
};
