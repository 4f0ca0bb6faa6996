import { createBrowserRouter, redirect, type RouteObject } from 'react-router';
import { catalogRoutes } from '../features/catalog/routes.ts';
import { customerRoutes } from '../features/customers/routes.ts';
import { authorizeRoutes } from '../features/authorize/routes.ts';
import { auditRoutes } from '../features/audit/routes.ts';
import { mcpClientRoutes } from '../features/mcp-clients/routes.ts';
import { mcpLogRoutes } from '../features/mcp-log/routes.ts';
import { mcpServerRoutes } from '../features/mcp-servers/routes.ts';
import { mcpToolRoutes } from '../features/mcp-tools/routes.ts';
import { operationRoutes } from '../features/operations/routes.ts';
import { quoteRoutes } from '../features/quotes/routes.ts';
import { requestRoutes } from '../features/requests/routes.ts';
import { settingsRoutes } from '../features/settings/routes.ts';
import { signInRoutes } from '../features/sign-in/routes.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { requestDetailRoutes } from './request/routes.ts';
import { RequireSession } from './require-session.tsx';
import { RouteError } from './route-error.tsx';
import { ShellSkeleton } from './shell-skeleton.tsx';
import { Shell } from './shell.tsx';

/** Every page by its address. Features declare their own, each page in its own chunk. */
const routes: RouteObject[] = [
  {
    errorElement: <RouteError />,
    HydrateFallback: ShellSkeleton,
    children: [
      ...signInRoutes,
      {
        element: <RequireSession />,
        children: [
          ...authorizeRoutes,
          {
            element: <Shell />,
            children: [
              {
                errorElement: <RouteError />,
                children: [
                  { index: true, loader: () => redirect('/requests') },
                  ...requestRoutes,
                  ...requestDetailRoutes,
                  ...quoteRoutes,
                  ...customerRoutes,
                  ...catalogRoutes,
                  ...mcpServerRoutes,
                  ...mcpToolRoutes,
                  ...mcpLogRoutes,
                  ...mcpClientRoutes,
                  ...auditRoutes,
                  ...operationRoutes,
                  ...settingsRoutes,
                  { path: '*', element: <NotFoundPage /> },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
];

export const createRouter = () => createBrowserRouter(routes);
