/** Where to go after signing in: only ever a path of this app, whatever the address bar says. */
export const returnPath = (next: string | null): string => {
  if (next === null || !next.startsWith('/')) return '/';
  const url = new URL(next, location.origin);
  return url.origin === location.origin ? url.pathname + url.search : '/';
};
