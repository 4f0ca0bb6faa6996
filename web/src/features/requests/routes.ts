import type { RouteObject } from 'react-router';

export const requestRoutes: RouteObject[] = [
  { path: '/requests', lazy: async () => ({ Component: (await import('./requests-page.tsx')).RequestsPage }) },
];
