import { ListChecks, X } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { mcpToolEndpoints } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useSearchText, withParam } from '../../lib/use-search-text.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
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
      <ListBar search={{ label: t('search'), value: typed, onChange: setText }}>
        {server !== '' && (
          <Button size="small" onClick={() => setParams((before) => withParam(before, 'server', ''))}>
            {t('onlyServer', { server })} <X aria-label={t('showAll')} className="size-3.5" />
          </Button>
        )}
      </ListBar>
      <ListView
        list={list}
        empty={<NoTools search={search} isFiltered={server !== ''} onClear={() => setParams({}, { replace: true })} />}
      >
        {(tools) => <ToolTable tools={tools} isMuted={list.isRefreshing} />}
      </ListView>
    </div>
  );
};
