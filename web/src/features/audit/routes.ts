import type { RouteObject } from 'react-router';

/** Who changed what. */
export const auditRoutes: RouteObject[] = [
  { path: '/audit', lazy: async () => ({ Component: (await import('./audit-page.tsx')).AuditPage }) },
];
