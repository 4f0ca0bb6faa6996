import type { RouteObject } from 'react-router';

const panel = async () => ({ Component: (await import('./product-panel.tsx')).ProductPanel });
const newPanel = async () => ({ Component: (await import('./new-product-panel.tsx')).NewProductPanel });

/** Pages of this feature, each in its own chunk. */
export const catalogRoutes: RouteObject[] = [
  {
    path: '/catalog',
    lazy: async () => {
      // The panels come along with the list, so that a row opens at once and offline too.
      void Promise.allSettled([panel(), newPanel()]);
      return { Component: (await import('./catalog-page.tsx')).CatalogPage };
    },
    children: [
      { path: 'new', lazy: newPanel },
      { path: ':productId', lazy: panel },
    ],
  },
  {
    path: '/catalog/import',
    lazy: async () => ({ Component: (await import('./start-import-page.tsx')).StartImportPage }),
  },
  {
    path: '/catalog/import/:importId',
    lazy: async () => ({ Component: (await import('./import-page.tsx')).ImportPage }),
  },
];
