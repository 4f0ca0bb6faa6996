import { isIP, isIPv6 } from 'node:net';

/** The parts of a request that say where it comes from. */
export interface AddressSource {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headersDistinct: NodeJS.Dict<string[]>;
}

/**
 * The address of the client. Only the entries that our own proxies appended to `X-Forwarded-For` are believed:
 * `trustedProxies` counts from the right, and whatever the client wrote further left is ignored.
 */
export const clientAddress = (request: AddressSource, trustedProxies: number): string => {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return plain(peer);
  const forwarded = (request.headersDistinct['x-forwarded-for'] ?? [])
    .join(',')
    .split(',')
    .map((entry) => entry.trim());
  const hops = [peer, ...forwarded.toReversed()];
  const claimed = plain(hops[Math.min(trustedProxies, hops.length - 1)] ?? peer);
  return isIP(claimed) === 0 ? plain(peer) : claimed;
};

/** An IPv4 address is written as such, however the socket saw it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** What counts as one client: an IPv4 address, or the /64 network that one IPv6 customer is given. */
export const addressGroup = (address: string): string => {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...right].slice(0, 4).join(':');
};
