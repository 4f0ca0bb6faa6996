import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { mcpTaskEndpoints } from '../../../../contracts/mcp-calls.ts';
import { mcpTaskQuery } from '../../lib/mcp-queries.ts';
import { keyOf, useWrite } from '../../lib/query.ts';

/** Starts a call that goes on by itself, and shows it. */
export const useStartTask = () => {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useWrite(mcpTaskEndpoints.create, {
    onSuccess: (task) => {
      queryClient.setQueryData(mcpTaskQuery(task.id).queryKey, task);
      void queryClient.invalidateQueries({ queryKey: keyOf(mcpTaskEndpoints.list) });
      void navigate(`/tools/tasks/${task.id}`);
    },
  });
};
