import type { RouteObject } from 'react-router';

/** MCP clients outside that may come in. */
export const mcpClientRoutes: RouteObject[] = [
  { path: '/clients', lazy: async () => ({ Component: (await import('./clients-page.tsx')).ClientsPage }) },
];
