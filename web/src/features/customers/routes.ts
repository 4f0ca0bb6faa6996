import type { RouteObject } from 'react-router';

const panel = async () => ({ Component: (await import('./customer-panel.tsx')).CustomerPanel });
const newPanel = async () => ({ Component: (await import('./new-customer-panel.tsx')).NewCustomerPanel });

/** Pages of this feature, each in its own chunk. */
export const customerRoutes: RouteObject[] = [
  {
    path: '/customers',
    lazy: async () => {
      // The panels come along with the list, so that a row opens at once and offline too.
      void Promise.allSettled([panel(), newPanel()]);
      return { Component: (await import('./customers-page.tsx')).CustomersPage };
    },
    children: [
      { path: 'new', lazy: newPanel },
      { path: ':customerId', lazy: panel },
    ],
  },
];
