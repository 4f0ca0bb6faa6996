import { quoteEndpoints } from '../../../../contracts/quotes.ts';
import { documentEndpoints, type Document } from '../../../../contracts/documents.ts';
import { useQueryClient } from '@tanstack/react-query';
import { documentWords } from '../../features/documents/document-words.ts';
import { ReadingEnd, ReadingProgress } from '../../features/documents/reading-state.tsx';
import { useDocumentWrites } from '../../features/documents/use-document.ts';
import { QuotePanel } from '../../features/quotes/quote-panel.tsx';
import { useQuote } from '../../features/quotes/use-quote.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf, useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Spinner } from '../../ui/spinner.tsx';

/** The right side of a request: the quote, or how far it is from being one. */
export const RequestLines = ({ document }: { document: Document }) => {
  if (document.quote) return <QuoteOf quoteId={document.quote.id} />;
  const { state } = document;
  return (
    <div className="min-h-0 grow overflow-y-auto">
      {state === 'uploaded' || state === 'processing' ? (
        <ReadingProgress document={document} actions={<StopReading document={document} />} />
      ) : state === 'ready' ? (
        <Preparing documentId={document.id} />
      ) : (
        <ReadingEnd document={document} actions={<EndActions document={document} />} />
      )}
    </div>
  );
};

const QuoteOf = ({ quoteId }: { quoteId: string }) => {
  const query = useQuote(quoteId);
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col">
      <QueryView query={query}>{(quote) => <QuotePanel quote={quote} />}</QueryView>
    </div>
  );
};

const StopReading = ({ document }: { document: Document }) => {
  const t = useWords(documentWords);
  const canWrite = useCan('documents:write');
  const { cancel } = useDocumentWrites(document);
  if (!canWrite) return null;
  return (
    <>
      <Button busy={cancel.isPending} onClick={cancel.run}>
        {t('cancel')}
      </Button>
      <InlineError error={cancel.error} />
    </>
  );
};

const EndActions = ({ document }: { document: Document }) => {
  const t = useWords(documentWords);
  const canWrite = useCan('documents:write');
  const { retry } = useDocumentWrites(document);
  if (!canWrite) return null;
  return (
    <>
      {document.lineCount > 0 && <PrepareQuote documentId={document.id} />}
      <Button tone="primary" busy={retry.isPending} onClick={retry.run}>
        {t('retry')}
      </Button>
      <InlineError error={retry.error} />
    </>
  );
};

/** The workflow prepares the quote by itself; the button is for when it did not. */
const Preparing = ({ documentId }: { documentId: string }) => {
  const t = useWords(documentWords);
  return (
    <div role="status" className="flex flex-col items-center gap-4 px-6 py-28 text-center">
      <Spinner className="size-6 text-accent" />
      <p className="text-lead font-semibold">{t('preparing')}</p>
      <PrepareQuote documentId={documentId} />
    </div>
  );
};

const PrepareQuote = ({ documentId }: { documentId: string }) => {
  const t = useWords(documentWords);
  const canWrite = useCan('quotes:write');
  const queryClient = useQueryClient();
  const { queryKey } = queryOf(documentEndpoints.get, { params: { id: documentId } });
  const prepare = useWrite(quoteEndpoints.prepare, { onSuccess: () => queryClient.invalidateQueries({ queryKey }) });
  if (!canWrite) return null;
  return (
    <>
      <Button busy={prepare.isPending} onClick={() => prepare.mutate({ body: { documentId } })}>
        {t('prepare')}
      </Button>
      <InlineError error={prepare.error} />
    </>
  );
};
