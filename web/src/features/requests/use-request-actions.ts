import { useQueryClient } from '@tanstack/react-query';
import { documentEndpoints, type DocumentSummary } from '../../../../contracts/documents.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useWords } from '../../lib/i18n.ts';
import { keyOf, useWrite } from '../../lib/query.ts';
import { toast } from '../../ui/toast.ts';
import { requestWords } from './request-words.ts';

export const canRetry = ({ state }: DocumentSummary): boolean =>
  state === 'failed' || state === 'rejected' || state === 'cancelled';
export const canCancel = ({ state }: DocumentSummary): boolean => state === 'uploaded' || state === 'processing';

/** What can be done with a request from the list. */
export const useRequestActions = () => {
  const t = useWords(requestWords);
  const textOf = useErrorText();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: keyOf(documentEndpoints.list) });
  const onError = (error: Error) => {
    const { message, recovery } = textOf(error);
    toast(`${message} ${recovery}`, { tone: 'failed', durationMs: 10_000 });
    void refresh();
  };
  const retry = useWrite(documentEndpoints.retry, { onSuccess: refresh, onError });
  const cancel = useWrite(documentEndpoints.cancel, { onSuccess: refresh, onError });
  const remove = useWrite(documentEndpoints.delete, { onSuccess: refresh });
  const target = ({ id, version }: DocumentSummary) => ({ params: { id }, body: { version } });
  return {
    retry: (row: DocumentSummary) =>
      retry.mutate(target(row), { onSuccess: () => toast(t('retried', { name: row.fileName })) }),
    cancel: (row: DocumentSummary) => cancel.mutate(target(row)),
    remove,
  };
};
