import type { RouteObject } from 'react-router';

/** Pages of this feature, each in its own chunk. */
export const operationRoutes: RouteObject[] = [
  { path: '/operations', lazy: async () => ({ Component: (await import('./operations-page.tsx')).OperationsPage }) },
  {
    path: '/operations/:workflowId',
    lazy: async () => ({ Component: (await import('./workflow-page.tsx')).WorkflowPage }),
  },
];
