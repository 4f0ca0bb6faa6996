import { useLocation, useNavigate } from 'react-router';
import { withParam } from './use-search-text.ts';

/** Ways between the states of the panel beside the list at `path`; they keep the list's search and filter. */
export const usePanelPlace = (path: string) => {
  const navigate = useNavigate();
  const { search } = useLocation();
  const kept = withParam(new URLSearchParams(search), 'edit', '');
  const go = (pathname: string, params: URLSearchParams, replace: boolean) =>
    void navigate({ pathname, search: params.toString() }, { replace, preventScrollReset: true });
  return {
    isEditing: new URLSearchParams(search).has('edit'),
    close: () => go(path, kept, false),
    view: (id: string) => go(`${path}/${id}`, kept, true),
    edit: (id: string) => go(`${path}/${id}`, withParam(kept, 'edit', '1'), false),
  };
};
