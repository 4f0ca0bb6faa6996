import type { RouteObject } from 'react-router';

export const signInRoutes: RouteObject[] = [
  { path: '/sign-in', lazy: async () => ({ Component: (await import('./sign-in-page.tsx')).SignInPage }) },
  { path: '/welcome/:token', lazy: async () => ({ Component: (await import('./welcome-page.tsx')).WelcomePage }) },
];
