import { Navigate, useParams } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { quoteProgress } from '../../lib/request-progress.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ProgressChip } from '../../ui/steps.tsx';
import { QuotePanel } from './quote-panel.tsx';
import { quoteWords } from './quote-words.ts';
import { useQuote } from './use-quote.ts';

/** A quote by its own address: beside its source where there is one, else alone. */
export const QuotePage = () => {
  const t = useWords(quoteWords);
  const { quoteId = '' } = useParams();
  const query = useQuote(quoteId);
  return (
    <QueryView query={query}>
      {(quote) =>
        quote.documentId !== null ? (
          <Navigate to={`/requests/${quote.documentId}`} replace />
        ) : (
          <div className="flex flex-col md:h-dvh">
            <PageHeader
              title={t('quoteTitle', { number: quote.number })}
              back={{ to: '/quotes', label: t('title') }}
              actions={<ProgressChip progress={quoteProgress(quote)} />}
            />
            <div className="flex min-h-0 grow border-t">
              <QuotePanel quote={quote} />
            </div>
          </div>
        )
      }
    </QueryView>
  );
};
