import { expect, test } from 'vitest';
import { addressGroup, clientAddress } from './client-address.ts';

const request = (remoteAddress: string, ...forwarded: string[]) => ({
  socket: { remoteAddress },
  headersDistinct: forwarded.length > 0 ? { 'x-forwarded-for': forwarded } : {},
});

test.for([
  ['nobody in front: the header is ignored', request('127.0.0.1', '6.6.6.6'), 0, '127.0.0.1'],
  ['an IPv4 address in IPv6 clothes', request('::ffff:10.0.0.1'), 0, '10.0.0.1'],
  ['one proxy: the entry that it added', request('10.0.0.1', '6.6.6.6, 203.0.113.7'), 1, '203.0.113.7'],
  ['one proxy, several headers', request('10.0.0.1', '6.6.6.6', '203.0.113.7'), 1, '203.0.113.7'],
  ['two proxies', request('10.0.0.1', '6.6.6.6, 203.0.113.7, 10.0.0.2'), 2, '203.0.113.7'],
  ['fewer entries than proxies', request('10.0.0.1', '203.0.113.7'), 3, '203.0.113.7'],
  ['no header at all', request('10.0.0.1'), 1, '10.0.0.1'],
  ['nonsense in the header', request('10.0.0.1', '<script>'), 1, '10.0.0.1'],
] as const)('%s', ([, from, trustedProxies, expected]) => {
  expect(clientAddress(from, trustedProxies)).toBe(expected);
});

test.for([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
] as const)('one client is one IPv4 address or one IPv6 network: %s', ([address, group]) => {
  expect(addressGroup(address)).toBe(group);
});
