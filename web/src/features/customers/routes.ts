import type { RouteObject } from 'react-router';

/** Pages of this feature, each in its own chunk. */
export const customerRoutes: RouteObject[] = [
  {
    path: '/customers',
    lazy: async () => ({ Component: (await import('./customers-page.tsx')).CustomersPage }),
    children: [
      { path: 'new', lazy: async () => ({ Component: (await import('./new-customer-panel.tsx')).NewCustomerPanel }) },
      { path: ':customerId', lazy: async () => ({ Component: (await import('./customer-panel.tsx')).CustomerPanel }) },
    ],
  },
];
