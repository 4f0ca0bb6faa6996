import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { Agent } from 'undici';
import { fail } from '../../contracts/kernel/fail.ts';
import { withBoundedBody } from './bounded-body.ts';
import { isForbiddenAddress } from './forbidden-addresses.ts';

/** Like `dns.lookup`, which gives no addresses at all with an error. */
export type Resolve = (host: string, done: (error: Error | null, addresses?: LookupAddress[]) => void) => void;

export interface SafeFetchOptions {
  /** Hosts (names or addresses, without port) that may be called although they are not public. */
  readonly allowPrivate?: readonly string[];
  readonly connectTimeoutMs?: number;
  /** Of a body after decompression, and of each event of a stream. */
  readonly maxBodyBytes?: number;
  readonly resolve?: Resolve;
}

export type SafeFetch = typeof fetch & AsyncDisposable;

/** Above the largest result that passes through, whose own refusal says more. */
const defaultMaxBodyBytes = 16 * 1_048_576;
/** Until the answer's headers are there. A stream may stay silent much longer than that. */
const headersTimeoutMs = 60_000;
const bodyTimeoutMs = 600_000;
const maxRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);
/** What is secret goes to the origin that it was meant for and to no other. */
const harmless = new Set(['accept', 'accept-language', 'content-type', 'user-agent', 'mcp-protocol-version']);

/**
 * `fetch` for addresses that users or strangers chose. Only http(s) to public hosts; checked as written, and again for every
 * address that a name resolves to at the moment of connecting, so that a name cannot change in between. Redirects are
 * followed at most three times with the same checks; one to another origin loses all headers that may be secret, and is not
 * followed at all with a body. Rejects with `url_not_allowed`, which tells nothing about the target.
 * An answer that never ends breaks off: nobody's memory is filled from outside.
 */
export const createSafeFetch = (options: SafeFetchOptions = {}): SafeFetch => {
  const allowed = hostsOf(options);
  const agent = createAgent(options, allowed);
  const { maxBodyBytes = defaultMaxBodyBytes } = options;
  const safeFetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    // A Request hides its body behind streams; nothing here makes one.
    if (input instanceof Request) throw fail('url_not_allowed');
    let url = checkUrl(input, allowed);
    let request = init;
    for (let hop = 0; ; hop += 1) {
      const response = await send(agent, url, request);
      const location = redirects.has(response.status) ? response.headers.get('location') : null;
      if (location === null || request.redirect === 'manual') return withBoundedBody(response, maxBodyBytes);
      await response.body?.cancel();
      if (hop === maxRedirects || request.redirect === 'error') throw fail('url_not_allowed');
      const next = checkUrl(new URL(location, url), allowed);
      request = redirected(request, response.status, url, next);
      url = next;
    }
  };
  return Object.assign(safeFetch, { [Symbol.asyncDispose]: () => agent.destroy() });
};

const hostsOf = ({ allowPrivate = [] }: Pick<SafeFetchOptions, 'allowPrivate'>): ReadonlySet<string> =>
  new Set(allowPrivate.map((host) => bareHost(host.toLowerCase())));

/** Tells early, when an address is given, what using it would say of it as it is written. Throws `url_not_allowed`. */
export const createAddressCheck = (options: Pick<SafeFetchOptions, 'allowPrivate'> = {}): ((url: string) => void) => {
  const allowed = hostsOf(options);
  return (url) => void checkUrl(url, allowed);
};

const createAgent = (
  { connectTimeoutMs = 10_000, resolve = lookupAll }: SafeFetchOptions,
  allowed: ReadonlySet<string>,
): Agent =>
  new Agent({
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
    connect: {
      timeout: connectTimeoutMs,
      lookup: (host, { all }, done) =>
        resolve(host, (error, addresses = []) => {
          const [first] = addresses;
          if (error || !first) return done(error ?? new Error('no address'), '', 4);
          // One private answer among public ones is an attack, not a choice.
          const open = allowed.has(host.toLowerCase());
          if (!open && addresses.some(({ address }) => isForbiddenAddress(address)))
            return done(fail('url_not_allowed'), '', 4);
          if (all === true) done(null, addresses);
          else done(null, first.address, first.family);
        }),
    },
  });

const lookupAll: Resolve = (host, done) => systemLookup(host, { all: true }, done);

/** The address as it may be called. The URL parser has turned hex, octal, short and full-width forms into plain ones. */
const checkUrl = (input: string | URL, allowed: ReadonlySet<string>): URL => {
  const url = parseUrl(input);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw fail('url_not_allowed');
  if (url.username !== '' || url.password !== '') throw fail('url_not_allowed');
  const host = bareHost(url.hostname);
  if (host === '') throw fail('url_not_allowed');
  if (allowed.has(host)) return url;
  if (isIP(host) !== 0 ? isForbiddenAddress(host) : isLocalName(host)) throw fail('url_not_allowed');
  return url;
};

const parseUrl = (input: string | URL): URL => {
  try {
    return new URL(input);
  } catch {
    throw fail('url_not_allowed');
  }
};

const bareHost = (host: string): string => host.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Names that never belong to a public host (RFC 6761, RFC 8375, and what clouds call their metadata). */
const isLocalName = (host: string): boolean =>
  !host.includes('.') ||
  /(?:^|\.)(?:localhost|local|internal|lan|home|corp|intranet|home\.arpa|localdomain)$/.test(host);

const send = async (agent: Agent, url: URL, init: RequestInit): Promise<Response> => {
  try {
    const options: RequestInit = { ...init, redirect: 'manual' };
    // Node's own types describe another version of the same Agent.
    Reflect.set(options, 'dispatcher', agent);
    return await fetch(url, options);
  } catch (error) {
    // The refusal of the lookup comes wrapped in a "fetch failed".
    const { cause } = error instanceof Error ? error : {};
    throw cause instanceof Error && 'code' in cause && cause.code === 'url_not_allowed'
      ? fail('url_not_allowed')
      : error;
  }
};

/** The request for the next hop, as the Fetch standard has it, but stricter about secrets. */
const redirected = (init: RequestInit, status: number, from: URL, to: URL): RequestInit => {
  const method = (init.method ?? 'GET').toUpperCase();
  const isRead = method === 'GET' || method === 'HEAD';
  const becomesGet = status === 303 && !isRead;
  if (from.protocol === 'https:' && to.protocol !== 'https:') throw fail('url_not_allowed');
  const isElsewhere = from.origin !== to.origin;
  if (isElsewhere && !isRead && !becomesGet) throw fail('url_not_allowed');
  const headers = new Headers([...new Headers(init.headers)].filter(([name]) => !isElsewhere || harmless.has(name)));
  if (!becomesGet) return { ...init, headers };
  headers.delete('content-type');
  const { body: _body, ...rest } = init;
  return { ...rest, method: 'GET', headers };
};
