import { Plug, Plus } from 'lucide-react';
import { useState } from 'react';
import { externalMcpClientEndpoints } from '../../../../contracts/mcp-clients.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { clientWords } from './client-words.ts';
import { ClientDialog, type NewClient } from './client-dialog.tsx';
import { ClientRow } from './client-row.tsx';
import { NewClientNote } from './new-client-note.tsx';

/** MCP clients outside that may come in, and their ready configuration. */
export const ClientsPage = () => {
  const t = useWords(clientWords);
  const mayManage = useCan('mcp-servers:manage');
  const list = useInfiniteList(externalMcpClientEndpoints.list, {});
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<NewClient | null>(null);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        actions={
          mayManage && (
            <Button
              tone="primary"
              icon={<Plus aria-hidden="true" className="size-4" />}
              onClick={() => setCreating(true)}
            >
              {t('add')}
            </Button>
          )
        }
      />
      <div className="flex max-w-4xl flex-col gap-5 px-4 pb-10 md:px-8">
        {created && <NewClientNote key={created.client.id} created={created} onDone={() => setCreated(null)} />}
        <ListView
          list={list}
          empty={
            <EmptyState
              icon={<Plug aria-hidden="true" />}
              title={t('emptyTitle')}
              description={t(mayManage ? 'emptyText' : 'emptyReadOnly')}
            />
          }
        >
          {(clients) => (
            <ul aria-label={t('list')} className="rounded-lg border">
              {clients.map((client) => (
                <ClientRow key={client.id} client={client} />
              ))}
            </ul>
          )}
        </ListView>
      </div>
      {isCreating && (
        <ClientDialog
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false);
            setCreated(made);
          }}
        />
      )}
    </>
  );
};
