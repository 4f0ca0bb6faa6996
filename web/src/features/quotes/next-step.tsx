import { ArrowDown, Download } from 'lucide-react';
import { useState } from 'react';
import { quoteEndpoints, type Quote } from '../../../../contracts/quotes.ts';
import { call } from '../../lib/api.ts';
import { saveFile } from '../../lib/fetch-file.ts';
import { useWords } from '../../lib/i18n.ts';
import { writeOnce } from '../../lib/write.ts';
import { Button } from '../../ui/button.tsx';
import { focusOpenLine } from './focus-open-line.ts';
import { quoteWords } from './quote-words.ts';
import { useQuoteWrite } from './use-quote.ts';

interface NextStepProps {
  quote: Quote;
  canWrite: boolean;
  onError: (error: unknown) => void;
}

/** The one button that moves the quote on: confirm, wait for the PDF, download. */
export const NextStep = ({ quote, canWrite, onError }: NextStepProps) => {
  const t = useWords(quoteWords);
  const write = useQuoteWrite(quote.id);
  const params = { id: quote.id };
  const confirm = () =>
    write.mutate((version) => writeOnce(call, quoteEndpoints.confirm, { params, body: { version } }), {
      onError,
      onSuccess: () => onError(null),
    });
  if (quote.preparation === 'ready') return <DownloadPdf quote={quote} onError={onError} />;
  if (quote.preparation === 'rendering') {
    return (
      <Button tone="primary" size="large" busy>
        {t('rendering')}
      </Button>
    );
  }
  if (quote.preparation !== 'review' || !canWrite) return null;
  if (quote.openCount > 0) {
    return (
      <Button tone="primary" size="large" icon={<ArrowDown className="size-4" />} onClick={() => focusOpenLine()}>
        {t('linesOpen', { count: quote.openCount })}
      </Button>
    );
  }
  return (
    <Button tone="primary" size="large" busy={write.isPending} onClick={confirm}>
      {t('confirm')}
    </Button>
  );
};

const DownloadPdf = ({ quote, onError }: Omit<NextStepProps, 'canWrite'>) => {
  const t = useWords(quoteWords);
  const [isBusy, setBusy] = useState(false);
  const download = () => {
    setBusy(true);
    onError(null);
    saveFile(`/api/v1/quotes/${quote.id}/pdf`, `${quote.number}.pdf`)
      .catch(onError)
      .finally(() => setBusy(false));
  };
  return (
    <Button tone="primary" size="large" icon={<Download className="size-4" />} busy={isBusy} onClick={download}>
      {t('download')}
    </Button>
  );
};
