import { redirect, type RouteObject } from 'react-router';

/** Pages of this feature, each in its own chunk. */
export const settingsRoutes: RouteObject[] = [
  {
    path: '/settings',
    lazy: async () => ({ Component: (await import('./settings-page.tsx')).SettingsPage }),
    children: [
      { index: true, element: null, loader: () => redirect('/settings/profile') },
      { path: 'profile', lazy: async () => ({ Component: (await import('./profile-section.tsx')).ProfileSection }) },
      { path: 'devices', lazy: async () => ({ Component: (await import('./devices-section.tsx')).DevicesSection }) },
      {
        path: 'appearance',
        lazy: async () => ({ Component: (await import('./appearance-section.tsx')).AppearanceSection }),
      },
      { path: 'users', lazy: async () => ({ Component: (await import('./users-section.tsx')).UsersSection }) },
      { path: 'limits', lazy: async () => ({ Component: (await import('./limits-section.tsx')).LimitsSection }) },
      {
        path: 'service-accounts',
        lazy: async () => ({ Component: (await import('./accounts-section.tsx')).AccountsSection }),
      },
    ],
  },
];
