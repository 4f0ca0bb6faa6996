import { useQuery, useQueryClient } from '@tanstack/react-query';
import { documentEndpoints, type Document } from '../../../../contracts/documents.ts';
import { applyEvent } from '../../lib/event-cache.ts';
import { keyOf, queryOf, useWrite } from '../../lib/query.ts';
import { useLive } from '../../lib/use-live.ts';

/** A document that stays live, page by page. */
export const useDocument = (id: string) => {
  const queryClient = useQueryClient();
  const options = queryOf(documentEndpoints.get, { params: { id } });
  const query = useQuery(options);
  useLive(`document:${id}`, {
    onEvent: (event) => applyEvent(queryClient, event),
    onStart: () => void queryClient.invalidateQueries({ queryKey: options.queryKey }),
  });
  return query;
};

/** Retry, cancel and delete, for the document's own page. */
export const useDocumentWrites = ({ id, version }: Document) => {
  const queryClient = useQueryClient();
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: queryOf(documentEndpoints.get, { params: { id } }).queryKey });
    void queryClient.invalidateQueries({ queryKey: keyOf(documentEndpoints.list) });
  };
  const target = { params: { id }, body: { version } };
  const retry = useWrite(documentEndpoints.retry, { onSettled: refresh });
  const cancel = useWrite(documentEndpoints.cancel, { onSettled: refresh });
  const remove = useWrite(documentEndpoints.delete);
  return {
    retry: { run: () => retry.mutate(target), isPending: retry.isPending, error: retry.error },
    cancel: { run: () => cancel.mutate(target), isPending: cancel.isPending, error: cancel.error },
    remove: {
      run: (onSuccess: () => void) => remove.mutate({ params: { id } }, { onSuccess }),
      isPending: remove.isPending,
      error: remove.error,
    },
  };
};
