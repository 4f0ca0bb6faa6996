import { memo, useRef } from 'react';
import type { QuoteLine } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { useIsLit, useLighting } from '../../lib/spotlight.ts';
import { cx } from '../../ui/class-names.ts';
import { InlineError } from '../../ui/inline-error.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { CandidateList } from './candidate-list.tsx';
import { usePassFocusOn } from './focus-open-line.ts';
import { DecimalInput } from './decimal-input.tsx';
import { Explanation, isWeak } from './explanation.tsx';
import { LineActions } from './line-details.tsx';
import { quoteWords } from './quote-words.ts';
import { LineFlags, RequestedText } from './requested-text.tsx';
import { useLineWrite } from './use-line-write.ts';

interface OpenLineProps {
  quoteId: string;
  line: QuoteLine;
  isEditable: boolean;
}

/** A line that needs a person: what was asked, why it is open, and what to choose from. */
export const OpenLine = memo(({ quoteId, line, isEditable }: OpenLineProps) => {
  const t = useWords(quoteWords);
  const isLit = useIsLit(line.id);
  const lighting = useLighting(line.id, 'lines');
  const write = useLineWrite(quoteId, line.id);
  const { position, requested, match, quantity, unit } = line;
  const choose = (productId: string) => write.change({ productId });
  const ref = useRef<HTMLLIElement>(null);
  usePassFocusOn(ref, position);
  return (
    <li
      ref={ref}
      {...lighting}
      data-line={line.id}
      data-open-line={position}
      data-row-link
      tabIndex={-1}
      className={cx('border-b px-4 py-4 transition-colors duration-100 md:px-5', isLit && 'bg-needs-soft')}
    >
      <div className="flex gap-3">
        <span className="figures w-6 shrink-0 text-right text-small leading-5 text-ink-3">{position}</span>
        <div className="flex min-w-0 grow flex-col gap-3">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
            <div className="min-w-48 grow basis-48">
              {requested ? <RequestedText requested={requested} /> : <p>{line.description}</p>}
              <LineFlags requested={requested} />
            </div>
            <div className="flex w-36 items-center gap-1.5">
              {write.isPending && <Spinner className="text-ink-3" />}
              <DecimalInput
                label={t('quantityOf', { position })}
                value={quantity}
                disabled={!isEditable}
                onCommit={(value) => value !== null && write.change({ quantity: value })}
                className="md:border-line-strong!"
              />
              <span className="w-14 shrink-0 truncate text-small text-ink-3" title={unit}>
                {unit}
              </span>
            </div>
          </div>
          {match && <Explanation match={match} />}
          {match && match.candidates.length > 0 && (
            <CandidateList
              candidates={match.candidates}
              chosenId={line.productId}
              isWeak={isWeak(match)}
              disabled={!isEditable || write.isPending}
              onChoose={choose}
            />
          )}
          <InlineError error={write.error} />
          {isEditable && <LineActions line={line} write={write} />}
        </div>
      </div>
    </li>
  );
});
OpenLine.displayName = 'OpenLine';
