import type { RouteObject } from 'react-router';

export const quoteRoutes: RouteObject[] = [
  { path: '/quotes', lazy: async () => ({ Component: (await import('./quotes-page.tsx')).QuotesPage }) },
];
