import { RotateCcw, Search, X } from 'lucide-react';
import { useState } from 'react';
import type { QuoteLine } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { CandidateList } from './candidate-list.tsx';
import { Explanation, isWeak } from './explanation.tsx';
import { ProductSearch } from './product-search.tsx';
import { quoteWords } from './quote-words.ts';
import { RequestedText } from './requested-text.tsx';
import { useLeaveOut } from './use-leave-out.ts';
import type { useLineWrite } from './use-line-write.ts';

interface LineDetailsProps {
  line: QuoteLine;
  write: ReturnType<typeof useLineWrite>;
  isEditable: boolean;
}

/** What was asked, why it was matched, and the ways to decide otherwise. */
export const LineDetails = ({ line, write, isEditable }: LineDetailsProps) => {
  const t = useWords(quoteWords);
  const { requested, match, decision, decidedBy } = line;
  return (
    <div className="mt-2 flex animate-appear flex-col gap-3 pb-2 md:pl-9">
      {requested && (
        <div>
          <h3 className="text-small text-ink-3">{t('requested')}</h3>
          <RequestedText requested={requested} />
        </div>
      )}
      {decidedBy !== null && (
        <p className="text-small text-ink-3">
          {decidedBy === 'matcher' ? t('byMatcher') : t('byPerson', { name: decidedBy })}
        </p>
      )}
      {match && <Explanation match={match} />}
      {match && decision !== 'excluded' && match.candidates.length > 0 && (
        <CandidateList
          candidates={match.candidates}
          chosenId={line.productId}
          isWeak={isWeak(match)}
          disabled={!isEditable || write.isPending}
          onChoose={(productId) => write.change({ productId })}
        />
      )}
      {isEditable && <LineActions line={line} write={write} />}
    </div>
  );
};

/** Another product, leave out or put back. */
export const LineActions = ({ line, write }: Omit<LineDetailsProps, 'isEditable'>) => {
  const t = useWords(quoteWords);
  const [isSearching, setSearching] = useState(false);
  const leaveOut = useLeaveOut(line, write);
  const { position, decision, requested, description } = line;
  const icon = 'size-3.5';
  return (
    <div className="flex flex-wrap gap-2">
      {decision === 'excluded' ? (
        <Button size="small" icon={<RotateCcw className={icon} />} onClick={() => write.change({ excluded: false })}>
          {t('takeBack')}
        </Button>
      ) : (
        <>
          <Button size="small" icon={<Search className={icon} />} onClick={() => setSearching(true)}>
            {t('otherProduct')}
          </Button>
          {decision === 'matched' && requested && (
            <Button
              size="small"
              tone="quiet"
              icon={<RotateCcw className={icon} />}
              onClick={() => write.change({ productId: null })}
            >
              {t('reopen')}
            </Button>
          )}
          <Button size="small" tone="quiet" icon={<X className={icon} />} onClick={leaveOut}>
            {t('leaveOut')}
          </Button>
        </>
      )}
      {isSearching && (
        <ProductSearch
          title={t('chooseProduct', { position })}
          initialTerm={requested?.partNumber ?? requested?.description ?? description}
          onChoose={(product) => {
            setSearching(false);
            write.change({ productId: product.id });
          }}
          onClose={() => setSearching(false)}
        />
      )}
    </div>
  );
};
