import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { mcpServerEndpoints, type McpServer } from '../../../../contracts/mcp-servers.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useWords } from '../../lib/i18n.ts';
import { serverChanged } from '../../lib/mcp-event-cache.ts';
import { useWrite } from '../../lib/query.ts';
import { toast } from '../../ui/toast.ts';
import { refreshServers } from './queries.ts';
import { serverWords } from './server-words.ts';

/** What can be done with a server. Deploying and removing lead to the deployment's page, where each step is shown. */
export const useServerActions = () => {
  const t = useWords(serverWords);
  const textOf = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const watch = (deploymentId: string) => {
    void refreshServers(queryClient);
    void navigate(`/servers/deployments/${deploymentId}`);
  };
  const start = useWrite(mcpServerEndpoints.start, {
    onSuccess: (server) => {
      serverChanged(queryClient, server);
      toast(t('started', { name: server.title }));
    },
    onError: (error) => {
      const { message, recovery } = textOf(error);
      toast(`${message} ${recovery}`, { tone: 'failed', durationMs: 10_000 });
      void refreshServers(queryClient);
    },
  });
  const stop = useWrite(mcpServerEndpoints.stop, {
    onSuccess: (server) => {
      serverChanged(queryClient, server);
      toast(t('stopped', { name: server.title }), { tone: 'done' });
    },
  });
  const redeploy = useWrite(mcpServerEndpoints.redeploy, {
    onSuccess: ({ server, deploymentId }) => {
      serverChanged(queryClient, server);
      watch(deploymentId);
    },
  });
  const remove = useWrite(mcpServerEndpoints.remove, { onSuccess: ({ deploymentId }) => watch(deploymentId) });
  return { start: ({ id }: McpServer) => start.mutate({ params: { id } }), stop, redeploy, remove };
};
