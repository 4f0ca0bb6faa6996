import type { RouteObject } from 'react-router';

export const quoteRoutes: RouteObject[] = [
  { path: '/quotes', lazy: async () => ({ Component: (await import('./quotes-page.tsx')).QuotesPage }) },
  { path: '/quotes/:quoteId', lazy: async () => ({ Component: (await import('./quote-page.tsx')).QuotePage }) },
];
