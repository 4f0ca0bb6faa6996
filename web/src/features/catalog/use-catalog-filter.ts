import { useSearchParams } from 'react-router';
import { useSearchText, withParam } from '../../lib/use-search-text.ts';
import type { Shown } from './queries.ts';

/** What the catalogue page shows, kept in the URL: `?search=` and `?show=`. */
export const useCatalogFilter = () => {
  const [params, setParams] = useSearchParams();
  const text = useSearchText();
  const asked = params.get('show');
  const shown: Shown = asked === 'inactive' || asked === 'all' ? asked : 'active';
  const setShown = (next: Shown) =>
    setParams((before) => withParam(before, 'show', next === 'active' ? '' : next), { replace: true });
  const clear = () =>
    setParams((before) => withParam(withParam(before, 'search', ''), 'show', 'all'), { replace: true });
  return { ...text, shown, setShown, clear };
};
