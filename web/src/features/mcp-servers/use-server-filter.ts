import { useSearchParams } from 'react-router';
import { McpServerState } from '../../../../contracts/mcp-servers.ts';
import { useSearchText, withParam } from '../../lib/use-search-text.ts';

/** What the list of servers shows, kept in the URL: `?search=` and `?state=`. */
export const useServerFilter = () => {
  const [params, setParams] = useSearchParams();
  const text = useSearchText();
  const asked = McpServerState.safeParse(params.get('state'));
  const state: McpServerState | '' = asked.success ? asked.data : '';
  const setState = (next: McpServerState | '') =>
    setParams((before) => withParam(before, 'state', next), { replace: true });
  const clear = () => setParams({}, { replace: true });
  return { ...text, state, setState, clear };
};
