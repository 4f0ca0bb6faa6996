import { useQuery } from '@tanstack/react-query';
import { externalMcpClientEndpoints, type ExternalMcpClient } from '../../../../contracts/mcp-clients.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf } from '../../lib/query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { clientWords } from './client-words.ts';
import { ConfigList } from './config-list.tsx';

/** The configuration of a client, without secrets. */
export const ConfigDialog = ({ client, onClose }: { client: ExternalMcpClient; onClose: () => void }) => {
  const t = useWords(clientWords);
  const query = useQuery(queryOf(externalMcpClientEndpoints.config, { params: { id: client.id } }));
  return (
    <Dialog wide title={t('configOf', { name: client.name })} description={t('configText')} onClose={onClose}>
      <div className="flex flex-col gap-4 pb-4">
        <QueryView query={query} skeleton={<FactsSkeleton rows={4} />}>
          {({ configs }) => <ConfigList configs={configs} />}
        </QueryView>
      </div>
    </Dialog>
  );
};
