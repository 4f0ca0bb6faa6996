import { useQuery } from '@tanstack/react-query';
import { Wrench } from 'lucide-react';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { mcpServerToolsQuery } from '../../lib/mcp-queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ApproveHeld } from './approve-held.tsx';
import { ToolList } from './tool-list.tsx';
import { toolWords } from './tool-words.ts';

/** All tools of a server; those that need somebody stand first. */
export const ToolsTab = ({ server }: { server: McpServer }) => {
  const t = useWords(toolWords);
  const query = useQuery(mcpServerToolsQuery(server.id));
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={<Wrench aria-hidden="true" />} title={t('emptyTitle')} description={t('emptyText')} />
        ) : (
          <>
            <ApproveHeld serverId={server.id} tools={items} />
            <ToolList tools={items} />
          </>
        )
      }
    </QueryView>
  );
};
