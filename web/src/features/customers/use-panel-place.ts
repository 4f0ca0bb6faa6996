import { useLocation, useNavigate } from 'react-router';
import { withParam } from '../../lib/use-search-text.ts';

/** Ways between the states of the panel that keep the list's search. */
export const usePanelPlace = () => {
  const navigate = useNavigate();
  const { search } = useLocation();
  const kept = withParam(new URLSearchParams(search), 'edit', '');
  const go = (pathname: string, params: URLSearchParams, replace: boolean) =>
    void navigate({ pathname, search: params.toString() }, { replace, preventScrollReset: true });
  return {
    isEditing: new URLSearchParams(search).has('edit'),
    close: () => go('/customers', kept, false),
    view: (id: string) => go(`/customers/${id}`, kept, true),
    edit: (id: string) => go(`/customers/${id}`, withParam(kept, 'edit', '1'), false),
  };
};
