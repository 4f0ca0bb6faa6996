import { useQuery, useQueryClient } from '@tanstack/react-query';
import { applyEvent } from '../../lib/event-cache.ts';
import { mcpTaskQuery } from '../../lib/mcp-queries.ts';
import { useLive } from '../../lib/use-live.ts';

/** One call with what it asks and answers, kept up to date while it is looked at. */
export const useLiveTask = (taskId: string) => {
  const queryClient = useQueryClient();
  useLive(`task:${taskId}`, {
    onEvent: (event) => applyEvent(queryClient, event),
    onStart: () => void queryClient.invalidateQueries({ queryKey: mcpTaskQuery(taskId).queryKey }),
  });
  return useQuery(mcpTaskQuery(taskId));
};
