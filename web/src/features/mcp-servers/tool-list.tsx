import { useState } from 'react';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { foundTools } from './found-tools.ts';
import { ToolRow } from './tool-row.tsx';
import { toolWords } from './tool-words.ts';

/** From so many on, somebody looks for one rather than at all. */
const searchFrom = 9;
const shownAtFirst = 50;

/** The tools of a server; many of them with a search, and the first ones only. */
export const ToolList = ({ tools }: { tools: readonly McpTool[] }) => {
  const t = useWords(toolWords);
  const [search, setSearch] = useState('');
  const [isAll, setAll] = useState(false);
  const found = foundTools(tools, search);
  const shown = isAll ? found : found.slice(0, shownAtFirst);
  return (
    <div className="flex flex-col gap-2">
      {tools.length >= searchFrom && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <SearchInput label={t('search')} value={search} onChange={setSearch} className="w-full sm:w-72" />
          <p role="status" className="figures text-small text-ink-3">
            {t('count', { count: found.length })}
          </p>
        </div>
      )}
      {found.length === 0 ? (
        <NoResult search={search} onClear={() => setSearch('')} />
      ) : (
        <ul aria-label={t('list')} className="flex flex-col">
          {shown.map((tool) => (
            <ToolRow key={tool.originalName} tool={tool} />
          ))}
        </ul>
      )}
      {shown.length < found.length && (
        <div>
          <Button onClick={() => setAll(true)}>{t('showAll', { count: found.length })}</Button>
        </div>
      )}
    </div>
  );
};
