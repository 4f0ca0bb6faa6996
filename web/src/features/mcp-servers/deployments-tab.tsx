import { History } from 'lucide-react';
import { mcpDeploymentEndpoints } from '../../../../contracts/mcp-deployments.ts';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { DeploymentTable } from './deployment-table.tsx';
import { deploymentWords } from './deployment-words.ts';

/** What was deployed, newest first. */
export const DeploymentsTab = ({ server }: { server: McpServer }) => {
  const t = useWords(deploymentWords);
  const list = useInfiniteList(mcpDeploymentEndpoints.list, { serverId: server.id });
  return (
    <div className="-mx-4 md:-mx-8">
      <ListView list={list} empty={<EmptyState icon={<History aria-hidden="true" />} title={t('emptyTitle')} />}>
        {(deployments) => <DeploymentTable deployments={deployments} isMuted={list.isRefreshing} />}
      </ListView>
    </div>
  );
};
