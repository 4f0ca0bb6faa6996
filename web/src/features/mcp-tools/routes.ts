import type { RouteObject } from 'react-router';

/** Pages of this feature, each in its own chunk. Names of tools may hold a dot, so they stand in the query. */
export const mcpToolRoutes: RouteObject[] = [
  { path: '/tools', lazy: async () => ({ Component: (await import('./tools-page.tsx')).ToolsPage }) },
  { path: '/tools/try', lazy: async () => ({ Component: (await import('./tool-page.tsx')).ToolPage }) },
  { path: '/tools/tasks', lazy: async () => ({ Component: (await import('./tasks-page.tsx')).TasksPage }) },
  { path: '/tools/tasks/:taskId', lazy: async () => ({ Component: (await import('./task-page.tsx')).TaskPage }) },
];
