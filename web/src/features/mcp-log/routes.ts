import type { RouteObject } from 'react-router';

/** The request log, with one request open beside it. */
export const mcpLogRoutes: RouteObject[] = [
  {
    path: '/request-log',
    lazy: async () => ({ Component: (await import('./log-page.tsx')).LogPage }),
    children: [{ path: ':requestId', lazy: async () => ({ Component: (await import('./log-panel.tsx')).LogPanel }) }],
  },
];
