import { useSearchParams } from 'react-router';
import { useNowMs } from '../../lib/use-now.ts';
import { useSearchText } from '../../lib/use-search-text.ts';
import { filterOf, noFilter, paramsOf, queryOfFilter, type LogFilter } from './log-filter.ts';

/** What the log shows, kept in the URL. */
export const useLogFilter = () => {
  const [params, setParams] = useSearchParams();
  const { typed, setText } = useSearchText();
  const nowMs = useNowMs();
  const filter = filterOf(params);
  const options = { replace: true, preventScrollReset: true };
  const change = (changed: Partial<LogFilter>) => setParams(paramsOf({ ...filter, ...changed }), options);
  const clear = () => setParams(paramsOf({ ...noFilter, range: '' }), options);
  return { filter, query: queryOfFilter(filter, nowMs), typed, setText, change, clear };
};
