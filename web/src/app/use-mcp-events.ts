import { useQueryClient } from '@tanstack/react-query';
import { mcpToolEndpoints } from '../../../contracts/mcp-calls.ts';
import { mcpServerEndpoints } from '../../../contracts/mcp-servers.ts';
import { applyEvent } from '../lib/event-cache.ts';
import { keyOf } from '../lib/query.ts';
import { useCan } from '../lib/session.ts';
import { useLive } from '../lib/use-live.ts';

/** Keeps lists of servers and their tools live as long as the frame stands. */
export const useMcpEvents = (): void => {
  const queryClient = useQueryClient();
  const mayRead = useCan('mcp-servers:read');
  useLive(mayRead ? 'mcp' : null, {
    onEvent: (event) => applyEvent(queryClient, event),
    onStart: () => {
      for (const endpoint of [mcpServerEndpoints.list, mcpServerEndpoints.get, mcpToolEndpoints.list])
        void queryClient.invalidateQueries({ queryKey: keyOf(endpoint) });
    },
  });
};
