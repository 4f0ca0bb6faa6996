import { useQuery } from '@tanstack/react-query';
import { Stethoscope } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { mcpServerQuery } from '../../lib/mcp-queries.ts';
import { Button } from '../../ui/button.tsx';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ServerMenu } from './server-menu.tsx';
import { ServerTabs } from './server-tabs.tsx';
import { serverWords } from './server-words.ts';
import { TestDialog } from './test-dialog.tsx';

/** One server: how it does, its tools, what it writes, its deployments, who uses it, and its settings. */
export const ServerPage = () => {
  const { serverId = '' } = useParams();
  const t = useWords(serverWords);
  const query = useQuery(mcpServerQuery(serverId));
  return (
    <>
      <PageHeader
        title={query.data?.title ?? t('server')}
        back={{ to: '/servers', label: t('title') }}
        description={query.data?.description?.slice(0, 300)}
        actions={query.data && <Actions server={query.data} />}
      />
      <div className="px-0 pb-10 md:px-8">
        <QueryView query={query} skeleton={<FactsSkeleton rows={8} />}>
          {(server) => <ServerTabs server={server} />}
        </QueryView>
      </div>
    </>
  );
};

const Actions = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  const [isTesting, setTesting] = useState(false);
  return (
    <>
      <Button icon={<Stethoscope aria-hidden="true" className="size-4" />} onClick={() => setTesting(true)}>
        {t('test')}
      </Button>
      <ServerMenu server={server} />
      {isTesting && <TestDialog server={server} onClose={() => setTesting(false)} />}
    </>
  );
};
