const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost']);
/** A reverse domain name or a short app name (RFC 8252 §7.1), as Cursor and VS Code have. */
const appScheme = /^[a-z][a-z0-9+.-]{2,40}:$/;
/** Schemes that a browser runs or reads itself. */
const browserSchemes = new Set([
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'filesystem:',
  'ws:',
  'wss:',
  'ftp:',
]);

/** Whether a client may be sent there: https, this device, or an app's own scheme (OAuth 2.1 §2.3.1, RFC 8252). */
export const isAllowedRedirectUri = (uri: string): boolean => {
  const url = URL.parse(uri);
  if (!url || uri.length > 2_000 || url.hash !== '' || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  if (url.protocol === 'http:') return loopbackHosts.has(url.hostname);
  return appScheme.test(url.protocol) && !browserSchemes.has(url.protocol);
};

/** Exact, but for the port of a loopback address, which the system chooses (RFC 8252 §7.3). */
export const isRegisteredRedirectUri = (uri: string, registered: readonly string[]): boolean =>
  isAllowedRedirectUri(uri) && registered.some((known) => known === uri || isSameLoopback(uri, known));

const isSameLoopback = (uri: string, known: string): boolean => {
  const [asked, kept] = [URL.parse(uri), URL.parse(known)];
  if (asked?.protocol !== 'http:' || kept?.protocol !== 'http:') return false;
  return (
    loopbackHosts.has(asked.hostname) &&
    asked.hostname === kept.hostname &&
    asked.pathname === kept.pathname &&
    asked.search === kept.search
  );
};

/** What a person is shown: the host, or the app's scheme. */
export const redirectTarget = (uri: string): string => {
  const url = URL.parse(uri);
  if (!url) return uri;
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.host : url.protocol.slice(0, -1);
};
