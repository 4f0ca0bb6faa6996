import { isIP } from 'node:net';

/** Whether an `Origin` is this installation's, for a request to this `Host`. */
export type IsOwnOrigin = (origin: string, host: string | undefined) => boolean;

/**
 * With a public URL, exactly its origin. Without one, the host that was asked, as long as it is a literal address or
 * `localhost`: a name could be an attacker's that was made to point here (DNS rebinding).
 */
export const createOwnOrigin = (publicUrl: string | undefined): IsOwnOrigin => {
  if (publicUrl !== undefined) {
    const own = new URL(publicUrl).origin;
    return (origin) => origin === own;
  }
  return (origin, host) => {
    if (host === undefined || origin !== `http://${host}`) return false;
    const [, ipv6, name = ''] = /^(?:\[([\da-f:.]+)\]|([\w.]+))(?::\d{1,5})?$/i.exec(host) ?? [];
    return name === 'localhost' || isIP(ipv6 ?? name) !== 0;
  };
};
