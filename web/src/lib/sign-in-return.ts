const key = 'sign-in-return';

/** Keeps this page while the person is away at another site to sign in there. */
export const rememberReturn = (): void => sessionStorage.setItem(key, location.pathname + location.search);

/** The page that was left, once; the list of servers when there is none (another tab, or a link that was kept). */
export const takeReturn = (): string => {
  const path = sessionStorage.getItem(key) ?? '/servers';
  sessionStorage.removeItem(key);
  return path.startsWith('/') && !path.startsWith('//') ? path : '/servers';
};
