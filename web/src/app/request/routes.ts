import type { RouteObject } from 'react-router';

/** The page that joins a document with the quote made from it. */
export const requestDetailRoutes: RouteObject[] = [
  {
    path: '/requests/:documentId',
    lazy: async () => ({ Component: (await import('./request-page.tsx')).RequestPage }),
  },
];
