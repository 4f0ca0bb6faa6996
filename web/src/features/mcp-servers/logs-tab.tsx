import { useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { mcpServerEndpoints, type McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf } from '../../lib/query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LogLines } from '../../ui/log-lines.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { logWords } from './log-words.ts';

const pollMs = 3_000;

/** The last lines the server wrote, newest at the bottom. */
export const LogsTab = ({ server }: { server: McpServer }) => {
  const t = useWords(logWords);
  const query = useQuery({
    ...queryOf(mcpServerEndpoints.logs, { params: { id: server.id } }),
    refetchInterval: pollMs,
  });
  return (
    <QueryView query={query}>
      {({ lines }) =>
        lines.length === 0 ? (
          <EmptyState icon={<ScrollText aria-hidden="true" />} title={t('emptyTitle')} description={t('emptyText')} />
        ) : (
          <LogLines
            label={t('list')}
            lines={lines.map(({ at, text }, index) => ({ key: `${at} ${index}`, at, text }))}
          />
        )
      }
    </QueryView>
  );
};
