import type { RouteObject } from 'react-router';

export const authorizeRoutes: RouteObject[] = [
  { path: '/authorize', lazy: async () => ({ Component: (await import('./authorize-page.tsx')).AuthorizePage }) },
  { path: '/oauth/callback', lazy: async () => ({ Component: (await import('./callback-page.tsx')).CallbackPage }) },
];
