import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { mcpLogEndpoints } from '../../../../contracts/mcp-calls.ts';
import { keyOf } from '../../lib/query.ts';
import { useSearchText } from '../../lib/use-search-text.ts';
import { filterOf, noFilter, paramsOf, queryOfFilter, type LogFilter } from './log-filter.ts';

/** What the log shows, kept in the URL. The range ends when the person last chose or refreshed, so that pages stay. */
export const useLogFilter = () => {
  const queryClient = useQueryClient();
  const [params, setParams] = useSearchParams();
  const { typed, setText } = useSearchText();
  const [askedAtMs, setAskedAtMs] = useState(Date.now);
  const filter = filterOf(params);
  const show = (next: LogFilter) => {
    setAskedAtMs(Date.now());
    setParams(paramsOf(next), { replace: true, preventScrollReset: true });
  };
  const refresh = () => {
    setAskedAtMs(Date.now());
    for (const endpoint of [mcpLogEndpoints.list, mcpLogEndpoints.analytics])
      void queryClient.invalidateQueries({ queryKey: keyOf(endpoint) });
  };
  return {
    filter,
    query: queryOfFilter(filter, askedAtMs),
    typed,
    setText,
    change: (changed: Partial<LogFilter>) => show({ ...filter, ...changed }),
    clear: () => show({ ...noFilter, range: '' }),
    refresh,
  };
};
