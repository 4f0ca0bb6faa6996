import { Cpu, Plus } from 'lucide-react';
import { Link } from 'react-router';
import { mcpServerEndpoints } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { NoServers } from './no-servers.tsx';
import { serverListQuery } from './queries.ts';
import { ServerTable } from './server-table.tsx';
import { serverWords } from './server-words.ts';
import { SilentAgents } from './silent-agents.tsx';
import { useServerFilter } from './use-server-filter.ts';

/** All servers of the workspace with how they do, live. */
export const ServersPage = () => {
  const t = useWords(serverWords);
  const mayManage = useCan('mcp-servers:manage');
  const filter = useServerFilter();
  const list = useInfiniteList(mcpServerEndpoints.list, serverListQuery(filter));
  const states = [
    { value: '' as const, label: t('all') },
    { value: 'running' as const, label: t('stateRunning') },
    { value: 'sleeping' as const, label: t('stateSleeping') },
    { value: 'stopped' as const, label: t('stateStopped') },
    { value: 'failed' as const, label: t('stateFailed') },
  ];
  return (
    <div className="@container">
      <PageHeader
        title={t('title')}
        description={t('intro')}
        actions={
          <>
            <Link to="/servers/agents" className={buttonClass()}>
              <Cpu aria-hidden="true" className="size-4" /> {t('agents')}
            </Link>
            {mayManage && (
              <Link to="/servers/add" className={buttonClass({ tone: 'primary' })}>
                <Plus aria-hidden="true" className="size-4" /> {t('add')}
              </Link>
            )}
          </>
        }
      />
      <ListBar search={{ label: t('search'), value: filter.typed, onChange: filter.setText }}>
        <FilterChips label={t('filter')} options={states} value={filter.state} onChange={filter.setState} />
      </ListBar>
      <SilentAgents />
      <ListView list={list} empty={<NoServers filter={filter} />}>
        {(servers) => <ServerTable servers={servers} isMuted={list.isRefreshing} />}
      </ListView>
    </div>
  );
};
