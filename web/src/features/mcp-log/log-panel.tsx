import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { mcpLogEndpoints } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf } from '../../lib/query.ts';
import { usePanelPlace } from '../../lib/use-panel-place.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { LogDetail } from './log-detail.tsx';
import { logWords } from './log-words.ts';

/** One request of the log beside the list. */
export const LogPanel = () => {
  const { requestId = '' } = useParams();
  const t = useWords(logWords);
  const place = usePanelPlace('/request-log');
  const query = useQuery(queryOf(mcpLogEndpoints.get, { params: { id: requestId } }));
  return (
    <SidePanel key={requestId} title={query.data?.target ?? query.data?.method ?? t('request')} onClose={place.close}>
      <QueryView query={query} skeleton={<FactsSkeleton rows={8} />}>
        {(entry) => <LogDetail entry={entry} />}
      </QueryView>
    </SidePanel>
  );
};
