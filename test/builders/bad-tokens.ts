import { Buffer } from 'node:buffer';
import { createHmac, generateKeyPairSync, sign as signWithKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { deriveKey } from '../../infra/crypto/derive-key.ts';

export interface GoodTokens {
  readonly secret: string;
  readonly user: string;
  readonly service: string;
  readonly internal: string;
  readonly refresh: string;
  /** Ids of somebody else, in another workspace. */
  readonly other: { readonly userId: string; readonly sessionId: string; readonly workspaceId: string };
}

type Json = Record<string, unknown>;
type Key = string | Buffer;

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const hmac = (input: string, key: Key, hash = 'sha256'): string =>
  createHmac(hash, key).update(input).digest('base64url');

/** A token with any header and payload, signed with any key. */
const forge = (header: unknown, payload: unknown, key: Key, hash = 'sha256'): string => {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${hmac(input, key, hash)}`;
};

/** Tokens that no door may accept, by what is wrong with them (threats-and-faults 2.1, first row). */
export const badTokens = (good: GoodTokens, nowMs: number): Readonly<Record<string, string>> => {
  const now = Math.floor(nowMs / 1000);
  const userKey = deriveKey(good.secret, 'access-token/user');
  const serviceKey = deriveKey(good.secret, 'access-token/service');
  const claims = z.record(z.string(), z.unknown()).parse(jwt.decode(good.user));
  const serviceClaims = z.record(z.string(), z.unknown()).parse(jwt.decode(good.service));
  const header = { alg: 'HS256', typ: 'at+jwt' };
  const [h = '', p = '', s = ''] = good.user.split('.');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const publicJwk = rsa.publicKey.export({ format: 'jwk' });
  const bySignature = (alg: string, signature: string) => `${encode({ ...header, alg })}.${p}.${signature}`;
  const byRsa = (extra: Json) => {
    const input = `${encode({ ...header, alg: 'RS256', ...extra })}.${p}`;
    return `${input}.${signWithKey('sha256', Buffer.from(input), rsa.privateKey).toString('base64url')}`;
  };
  const withHeader = (extra: Json) => forge({ ...header, ...extra }, claims, userKey);
  const withClaims = (extra: Json) => forge(header, { ...claims, ...extra }, userKey);
  const without = (name: string) => forge(header, { ...claims, [name]: undefined }, userKey);

  return {
    'alg none': bySignature('none', ''),
    'alg None': bySignature('None', ''),
    'alg NONE': bySignature('NONE', ''),
    'alg none with the old signature': bySignature('none', s),
    'no alg': forge({ typ: 'at+jwt' }, claims, userKey),
    'no signature': `${h}.${p}.`,
    'no third part': `${h}.${p}`,
    'HS384 with the right key': forge({ ...header, alg: 'HS384' }, claims, userKey, 'sha384'),
    'HS512 with the right key': forge({ ...header, alg: 'HS512' }, claims, userKey, 'sha512'),
    'RS256 with a key of the attacker': byRsa({}),
    'RS256 with an embedded jwk': byRsa({ jwk: publicJwk }),
    'RS256 with a jku': byRsa({ jku: 'https://evil.example/jwks.json' }),
    'HS256 with a public key as secret': forge(header, claims, publicPem),
    'HS256 with the empty secret': forge(header, claims, ''),
    'HS256 with the underived secret': forge(header, claims, good.secret),
    'psychic ES256': bySignature('ES256', Buffer.alloc(64).toString('base64url')),
    'psychic ES256 in DER': bySignature('ES256', Buffer.from('3006020100020100', 'hex').toString('base64url')),
    'PS256 of zeros': bySignature('PS256', Buffer.alloc(256).toString('base64url')),
    'kid as a path': forge({ ...header, kid: '../../../../../../dev/null' }, claims, ''),
    'kid as SQL': forge({ ...header, kid: "x' UNION SELECT 'known' -- " }, claims, 'known'),
    'kid as an object': withHeader({ kid: { $ne: null } }),
    'jku header': withHeader({ jku: 'https://evil.example/jwks.json' }),
    'x5u header': withHeader({ x5u: 'https://evil.example/cert.pem' }),
    'x5c header': withHeader({ x5c: ['MIIB'] }),
    'jwk header': withHeader({ jwk: { kty: 'oct', k: 'AAAA' } }),
    'crit header': withHeader({ crit: ['exp'] }),
    'b64 header': withHeader({ b64: false }),
    'typ JWT': withHeader({ typ: 'JWT' }),
    'typ of a refresh token': withHeader({ typ: 'rt+jwt' }),
    'no typ': forge({ alg: 'HS256' }, claims, userKey),
    'other issuer': withClaims({ iss: 'https://evil.example' }),
    'issuer as a list': withClaims({ iss: ['throughline'] }),
    'no issuer': without('iss'),
    'other audience': withClaims({ aud: 'somebody-else' }),
    'audience of services with the key of users': withClaims({ aud: 'throughline:service' }),
    'several audiences': withClaims({ aud: ['throughline:user', 'throughline:service'] }),
    'no audience': without('aud'),
    'expired beyond the tolerance': withClaims({ exp: now - 35 }),
    'expired in the seventies': withClaims({ exp: 1 }),
    'expiry as text': withClaims({ exp: String(now + 900) }),
    'no expiry': without('exp'),
    'valid only later': withClaims({ nbf: now + 120 }),
    'not-before as text': withClaims({ nbf: 'now' }),
    'no issue time': without('iat'),
    'service payload with the key of users': forge(header, serviceClaims, userKey),
    'user payload with the key of services': forge(header, claims, serviceKey),
    'user payload as service': forge(header, { ...claims, aud: 'throughline:service' }, serviceKey),
    'user payload as that of an MCP client': withClaims({ aud: 'https://sales.example/mcp' }),
    'client payload without signature': `${encode({ ...header, alg: 'none' })}.${encode({ ...claims, aud: 'https://sales.example/mcp' })}.`,
    'internal token': good.internal,
    'refresh token': good.refresh,
    'unknown claim': withClaims({ admin: true }),
    'another user in the own session': withClaims({ sub: good.other.userId }),
    'session of another workspace': withClaims({ sid: good.other.sessionId }),
    'own session in another workspace': withClaims({ wsp: good.other.workspaceId }),
    'subject with an operator': withClaims({ sub: { $ne: null } }),
    'session with an operator': withClaims({ sid: { $gt: '' } }),
    'payload changed, signature kept': `${h}.${encode({ ...claims, sub: good.other.userId })}.${s}`,
    'signature cut short': good.user.slice(0, -1),
    'signature with another end': `${good.user.slice(0, -2)}${good.user.endsWith('A') ? 'Bg' : 'AA'}`,
    'signature padded': `${good.user}=`,
    'four parts': `${good.user}.${s}`,
    'payload that is no JSON': forge(header, 'not json', userKey),
    'payload that is a list': forge(header, [claims], userKey),
    'empty payload': forge(header, {}, userKey),
    'three letters': 'a.b.c',
    'one word': 'garbage',
    'far too long': `${h}.${'A'.repeat(6_000)}.${s}`,
  };
};
