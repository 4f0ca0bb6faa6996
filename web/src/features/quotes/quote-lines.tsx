import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { quoteEndpoints, type Quote } from '../../../../contracts/quotes.ts';
import { call } from '../../lib/api.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLitFrom } from '../../lib/spotlight.ts';
import { writeOnce } from '../../lib/write.ts';
import { Button } from '../../ui/button.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useRowKeys } from '../../ui/use-row-keys.ts';
import { LineRow } from './line-row.tsx';
import { LineSection } from './line-section.tsx';
import { OpenLine } from './open-line.tsx';
import { ProductSearch } from './product-search.tsx';
import { quoteWords } from './quote-words.ts';
import { useLineKeys } from './use-line-keys.ts';
import { useQuoteWrite } from './use-quote.ts';

interface QuoteLinesProps {
  quote: Quote;
  isEditable: boolean;
  /** Lines are still on their way. */
  isBusy: boolean;
}

/** The lines of a quote: what needs a person first, then what is decided, then what is left out. */
export const QuoteLines = ({ quote, isEditable, isBusy }: QuoteLinesProps) => {
  const t = useWords(quoteWords);
  const ref = useRef<HTMLDivElement>(null);
  const open = quote.lines.filter(({ decision }) => decision === 'open');
  const decided = quote.lines.filter(({ decision }) => decision === 'matched');
  const leftOut = quote.lines.filter(({ decision }) => decision === 'excluded');
  const shared = { quoteId: quote.id, currency: quote.currency, isEditable };
  useRowKeys(ref, { arrows: false });
  useLineKeys();
  useLitFrom('source', (key) =>
    ref.current
      ?.querySelector(`[data-line="${CSS.escape(key)}"]`)
      ?.scrollIntoView({ block: 'nearest', behavior: 'smooth' }),
  );
  return (
    <div ref={ref}>
      <LineSection title={t('needsYou')} count={open.length} tone="needs">
        {open.map((line) => (
          <OpenLine key={line.id} quoteId={quote.id} line={line} isEditable={isEditable} />
        ))}
      </LineSection>
      <LineSection title={t('decided')} count={decided.length} tone="done" hasFigures>
        {decided.map((line) => (
          <LineRow key={line.id} line={line} {...shared} />
        ))}
      </LineSection>
      <LineSection title={t('leftOut')} count={leftOut.length} tone="neutral">
        {leftOut.map((line) => (
          <LineRow key={line.id} line={line} {...shared} />
        ))}
      </LineSection>
      {quote.lines.length === 0 &&
        (isBusy ? <SkeletonRows /> : <p className="px-5 py-10 text-center text-ink-2">{t('noLines')}</p>)}
      {isEditable && <AddLine quoteId={quote.id} />}
    </div>
  );
};

const AddLine = ({ quoteId }: { quoteId: string }) => {
  const t = useWords(quoteWords);
  const write = useQuoteWrite(quoteId);
  const [isSearching, setSearching] = useState(false);
  const add = (productId: string) =>
    write.mutate((version) =>
      writeOnce(call, quoteEndpoints.addLine, { params: { id: quoteId }, body: { version, productId, quantity: '1' } }),
    );
  return (
    <div className="flex flex-col items-start gap-2 px-4 py-4 md:px-5">
      <Button icon={<Plus className="size-4" />} busy={write.isPending} onClick={() => setSearching(true)}>
        {t('addLine')}
      </Button>
      <InlineError error={write.error} />
      {isSearching && (
        <ProductSearch
          title={t('addProduct')}
          initialTerm=""
          onChoose={(product) => {
            setSearching(false);
            add(product.id);
          }}
          onClose={() => setSearching(false)}
        />
      )}
    </div>
  );
};
