import { CircleX, Ban, Pencil } from 'lucide-react';
import { useState } from 'react';
import { quoteEndpoints, type Quote } from '../../../../contracts/quotes.ts';
import { call } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { writeOnce } from '../../lib/write.ts';
import { Button } from '../../ui/button.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { RawMessage } from '../../ui/raw-message.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { NextStep } from './next-step.tsx';
import { QuoteFacts } from './quote-facts.tsx';
import { QuoteLines } from './quote-lines.tsx';
import { quoteWords } from './quote-words.ts';
import { TotalsBar } from './totals-bar.tsx';
import { useQuoteWrite } from './use-quote.ts';

/** A quote: facts, lines, and the totals with the next step at the bottom. Fills the height it is given. */
export const QuotePanel = ({ quote }: { quote: Quote }) => {
  const t = useWords(quoteWords);
  const canWrite = useCan('quotes:write');
  const [error, setError] = useState<unknown>(null);
  /** The ready version that a person wants to change. The first change opens the review again, as a later version. */
  const [changing, setChanging] = useState<number | null>(null);
  const isReady = quote.preparation === 'ready';
  const isChanging = isReady && changing === quote.version;
  const isEditable = canWrite && (quote.preparation === 'review' || isChanging);
  const isBusy = quote.preparation === 'matching' || quote.preparation === 'pricing';
  return (
    <div className="@container flex min-h-0 min-w-0 grow flex-col">
      <div className="min-h-0 grow overflow-y-auto">
        <QuoteFacts quote={quote} isEditable={isEditable} />
        {isBusy && <BusyNote quote={quote} />}
        {isChanging && <ChangeNote />}
        {(quote.preparation === 'failed' || quote.preparation === 'cancelled') && (
          <EndNote quote={quote} canWrite={canWrite} />
        )}
        <QuoteLines quote={quote} isEditable={isEditable} isBusy={isBusy} />
      </div>
      {error !== null && (
        <div className="border-t px-4 py-2 md:px-5">
          <InlineError error={error} />
        </div>
      )}
      <TotalsBar quote={quote}>
        {isReady && canWrite && (
          <Button
            size="large"
            icon={<Pencil className="size-4" />}
            aria-pressed={isChanging}
            onClick={() => setChanging(isChanging ? null : quote.version)}
          >
            {t('change')}
          </Button>
        )}
        <NextStep quote={quote} canWrite={canWrite} onError={setError} />
      </TotalsBar>
    </div>
  );
};

const BusyNote = ({ quote }: { quote: Quote }) => {
  const t = useWords(quoteWords);
  return (
    <p role="status" className="flex items-center gap-2.5 border-b px-4 py-3 text-ink-2 md:px-5">
      <Spinner className="text-accent" />
      {t(quote.preparation === 'pricing' ? 'pricing' : 'matching')}
    </p>
  );
};

const ChangeNote = () => {
  const t = useWords(quoteWords);
  return (
    <p role="status" className="border-b px-4 py-3 text-ink-2 md:px-5">
      {t('changeHint')}
    </p>
  );
};

const EndNote = ({ quote, canWrite }: { quote: Quote; canWrite: boolean }) => {
  const t = useWords(quoteWords);
  const write = useQuoteWrite(quote.id);
  const isFailed = quote.preparation === 'failed';
  const Icon = isFailed ? CircleX : Ban;
  const retry = () => write.mutate(() => writeOnce(call, quoteEndpoints.retry, { params: { id: quote.id } }));
  return (
    <div role="status" className="flex flex-col gap-3 border-b px-4 py-4 md:px-5">
      <div className="flex items-start gap-2.5">
        <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${isFailed ? 'text-failed' : 'text-ink-3'}`} />
        <div>
          <h2 className="font-semibold">{t(isFailed ? 'failedTitle' : 'cancelledTitle')}</h2>
          {isFailed && <p className="text-ink-2">{t('failedHint')}</p>}
          {isFailed && quote.reason && <RawMessage text={quote.reason.message} />}
        </div>
      </div>
      {canWrite && (
        <div>
          <Button busy={write.isPending} onClick={retry}>
            {t('retry')}
          </Button>
        </div>
      )}
      <InlineError error={write.error} />
    </div>
  );
};
