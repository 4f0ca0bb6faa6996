import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { api } from '../lib/api.ts';
import { useLocale } from '../lib/locale.ts';
import { createQueryClient } from '../lib/query.ts';
import { sessionQuery } from '../lib/session.ts';
import { Toaster } from '../ui/toaster.tsx';
import { createRouter } from './router.tsx';

export const App = () => {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(createRouter);
  const locale = useLocale();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => api.onSignedOut(() => queryClient.setQueryData(sessionQuery.queryKey, null)), [queryClient]);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster />
    </QueryClientProvider>
  );
};
