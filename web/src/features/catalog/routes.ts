import type { RouteObject } from 'react-router';

/** Pages of this feature, each in its own chunk. */
export const catalogRoutes: RouteObject[] = [
  {
    path: '/catalog',
    lazy: async () => ({ Component: (await import('./catalog-page.tsx')).CatalogPage }),
    children: [
      { path: 'new', lazy: async () => ({ Component: (await import('./new-product-panel.tsx')).NewProductPanel }) },
      { path: ':productId', lazy: async () => ({ Component: (await import('./product-panel.tsx')).ProductPanel }) },
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
