import { useQueryClient } from '@tanstack/react-query';
import { documentEndpoints } from '../../../contracts/documents.ts';
import { quoteEndpoints } from '../../../contracts/quotes.ts';
import { applyEvent } from '../lib/event-cache.ts';
import { keyOf } from '../lib/query.ts';
import { useLive } from '../lib/use-live.ts';

/** Keeps all lists live as long as the frame stands. */
export const useWorkspaceEvents = (): void => {
  const queryClient = useQueryClient();
  useLive('workspace', {
    onEvent: (event) => applyEvent(queryClient, event),
    onStart: () => {
      for (const { list, get } of [documentEndpoints, quoteEndpoints]) {
        void queryClient.invalidateQueries({ queryKey: keyOf(list) });
        void queryClient.invalidateQueries({ queryKey: keyOf(get) });
      }
    },
  });
};
