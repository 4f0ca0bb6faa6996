import { Cable } from 'lucide-react';
import { mcpConnectionEndpoints } from '../../../../contracts/mcp-deployments.ts';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectionRow } from './connection-row.tsx';
import { connectionWords } from './connection-words.ts';

/** Which assistants may use the server. */
export const ConnectionsTab = ({ server }: { server: McpServer }) => {
  const t = useWords(connectionWords);
  const mayManage = useCan('mcp-servers:manage');
  const list = useInfiniteList(mcpConnectionEndpoints.list, { serverId: server.id });
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <p className="text-ink-2">{t('intro')}</p>
      {mayManage && <ConnectForm server={server} />}
      <ListView
        list={list}
        skeleton={<FactsSkeleton rows={3} />}
        empty={
          <EmptyState
            icon={<Cable aria-hidden="true" />}
            title={t('emptyTitle')}
            description={mayManage && t('emptyText')}
          />
        }
      >
        {(connections) => (
          <ul aria-label={t('list')} className="rounded-lg border">
            {connections.map((connection) => (
              <ConnectionRow key={connection.id} connection={connection} />
            ))}
          </ul>
        )}
      </ListView>
    </div>
  );
};
