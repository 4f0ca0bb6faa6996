import type { RouteObject } from 'react-router';

/** Pages of this feature, each in its own chunk. A running deployment has an address, so that a reload finds it again. */
export const mcpServerRoutes: RouteObject[] = [
  { path: '/servers', lazy: async () => ({ Component: (await import('./servers-page.tsx')).ServersPage }) },
  { path: '/servers/add', lazy: async () => ({ Component: (await import('./add-page.tsx')).AddPage }) },
  { path: '/servers/add/import', lazy: async () => ({ Component: (await import('./import-page.tsx')).ImportPage }) },
  { path: '/servers/agents', lazy: async () => ({ Component: (await import('./agents-page.tsx')).AgentsPage }) },
  { path: '/servers/new', lazy: async () => ({ Component: (await import('./wizard-page.tsx')).WizardPage }) },
  {
    path: '/servers/deployments/:deploymentId',
    lazy: async () => ({ Component: (await import('./deployment-page.tsx')).DeploymentPage }),
  },
  { path: '/servers/:serverId', lazy: async () => ({ Component: (await import('./server-page.tsx')).ServerPage }) },
];
