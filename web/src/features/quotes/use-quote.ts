import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CallError } from '../../../../contracts/kernel/client.ts';
import { quoteEndpoints, type Quote } from '../../../../contracts/quotes.ts';
import { applyEvent } from '../../lib/event-cache.ts';
import { useWords } from '../../lib/i18n.ts';
import { keyOf, queryOf } from '../../lib/query.ts';
import { useLive } from '../../lib/use-live.ts';
import { toast } from '../../ui/toast.ts';
import { quoteWords } from './quote-words.ts';

export const quoteQuery = (id: string) => queryOf(quoteEndpoints.get, { params: { id } });

/** A quote that stays live. */
export const useQuote = (id: string) => {
  const queryClient = useQueryClient();
  const query = useQuery(quoteQuery(id));
  useLive(`quote:${id}`, {
    onEvent: (event) => applyEvent(queryClient, event),
    onStart: () => void queryClient.invalidateQueries({ queryKey: quoteQuery(id).queryKey }),
  });
  return query;
};

/** Sends one change and answers with the whole quote. */
export type QuoteChange = (version: number) => Promise<Quote>;

/**
 * Writes to a quote one after another, each with the version the one before it answered with. After a conflict the
 * quote is loaded anew and the person is told.
 */
export const useQuoteWrite = (id: string) => {
  const t = useWords(quoteWords);
  const queryClient = useQueryClient();
  const { queryKey } = quoteQuery(id);
  return useMutation<Quote, Error, QuoteChange>({
    scope: { id: `quote:${id}` },
    mutationFn: async (change) => {
      const known: Quote | undefined = queryClient.getQueryData(queryKey);
      return change((known ?? (await queryClient.fetchQuery(quoteQuery(id)))).version);
    },
    onSuccess: (quote) => {
      // An event may have been faster, and have brought what came after this write.
      queryClient.setQueryData<Quote>(queryKey, (before) =>
        before && before.version > quote.version ? before : quote,
      );
      void queryClient.invalidateQueries({ queryKey: keyOf(quoteEndpoints.list) });
    },
    onError: async (error) => {
      if (!(error instanceof CallError) || error.status !== 409) return;
      if (error.code === 'version_conflict') toast(t('conflict'), { tone: 'failed', durationMs: 10_000 });
      await queryClient.invalidateQueries({ queryKey });
    },
  });
};
