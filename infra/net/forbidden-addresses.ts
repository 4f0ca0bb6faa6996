import { BlockList, isIP } from 'node:net';

/** IANA special-purpose address registries: nothing in them is a public host. */
export const closedRanges4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const;

/** All but 2000::/3 is reserved; within it, ranges that carry an IPv4 address or lead nowhere public. */
const ranges6 = ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const;

const blocked = new BlockList();
for (const range of closedRanges4) addRange(range, 'ipv4');
for (const range of ranges6) addRange(range, 'ipv6');

function addRange(range: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', bits] = range.split('/');
  blocked.addSubnet(address, Number(bits), family);
}

/** Whether an IP address (v4 or v6, mapped forms too) must not be called on behalf of a user. What is no address is forbidden. */
export const isForbiddenAddress = (address: string): boolean => {
  const bare = address.split('%', 1)[0] ?? '';
  const family = isIP(bare);
  if (family === 4) return blocked.check(bare, 'ipv4');
  return family !== 6 || blocked.check(bare, 'ipv6');
};
