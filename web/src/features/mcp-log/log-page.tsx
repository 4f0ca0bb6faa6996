import { RefreshCw, ScrollText } from 'lucide-react';
import { Outlet } from 'react-router';
import { mcpLogEndpoints } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { LogCharts } from './log-charts.tsx';
import { LogFilters } from './log-filters.tsx';
import { isFiltered, noFilter } from './log-filter.ts';
import { LogTable } from './log-table.tsx';
import { logWords } from './log-words.ts';
import { useLogFilter } from './use-log-filter.ts';

/** Every request through the gateway, in figures and one by one, with one of them open beside the list. */
export const LogPage = () => {
  const t = useWords(logWords);
  const { filter, query, typed, setText, change, clear, refresh } = useLogFilter();
  const list = useInfiniteList(mcpLogEndpoints.list, query);
  const mayRead = useCan('mcp-log:read');
  const isUsual = filter.range === noFilter.range;
  const isNarrow = isFiltered({ ...filter, range: filter.range === '' ? noFilter.range : filter.range });
  return (
    <div className="md:flex">
      <div className="@container min-w-0 grow">
        <PageHeader
          title={t('title')}
          description={t('intro')}
          actions={
            <Button icon={<RefreshCw aria-hidden="true" className="size-4" />} onClick={refresh}>
              {t('refresh')}
            </Button>
          }
        />
        {mayRead && <LogFilters filter={filter} typed={typed} onText={setText} onChange={change} onClear={clear} />}
        {mayRead && <LogCharts query={query} onFilter={change} />}
        <ListView
          list={list}
          empty={
            isNarrow ? (
              <NoResult search={filter.search} isFiltered hint={t('noResultText')} onClear={clear} />
            ) : (
              <EmptyState
                icon={<ScrollText aria-hidden="true" />}
                title={t(isUsual ? 'emptyDayTitle' : 'emptyTitle')}
                description={t('emptyText')}
                action={isUsual && <Button onClick={clear}>{t('showOlder')}</Button>}
              />
            )
          }
        >
          {(entries) => <LogTable entries={entries} isMuted={list.isRefreshing} />}
        </ListView>
      </div>
      <Outlet />
    </div>
  );
};
