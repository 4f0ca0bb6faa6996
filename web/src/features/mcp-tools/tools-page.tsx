import { ListChecks, X } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { mcpToolEndpoints } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useSearchText, withParam } from '../../lib/use-search-text.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { NoTools } from './no-tools.tsx';
import { toolListQuery } from './queries.ts';
import { ToolTable } from './tool-table.tsx';
import { toolWords } from './tool-words.ts';

/** All tools that this person may use. */
export const ToolsPage = () => {
  const t = useWords(toolWords);
  const { typed, search, setText } = useSearchText();
  const [params, setParams] = useSearchParams();
  const server = params.get('server') ?? '';
  const list = useInfiniteList(mcpToolEndpoints.list, toolListQuery({ search, server }));
  const isFiltered = search !== '' || server !== '';
  return (
    <div className="@container">
      <PageHeader
        title={t('title')}
        description={t('intro')}
        actions={
          <Link to="/tools/tasks" className={buttonClass()}>
            <ListChecks aria-hidden="true" className="size-4" /> {t('tasks')}
          </Link>
        }
      />
      <div className="flex flex-wrap items-center gap-3 px-4 pb-3 md:px-8">
        <SearchInput label={t('search')} value={typed} onChange={setText} className="w-full @md:w-72" />
        {server !== '' && (
          <Button size="small" onClick={() => setParams((before) => withParam(before, 'server', ''))}>
            {t('onlyServer', { server })} <X aria-label={t('showAll')} className="size-3.5" />
          </Button>
        )}
      </div>
      <ListView
        list={list}
        empty={<NoTools isFiltered={isFiltered} onShowAll={() => setParams({}, { replace: true })} />}
      >
        {(tools) => <ToolTable tools={tools} isMuted={list.isRefreshing} />}
      </ListView>
    </div>
  );
};
