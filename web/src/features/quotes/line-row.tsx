import { ChevronDown } from 'lucide-react';
import { memo, useState } from 'react';
import type { QuoteLine } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { useIsLit, useLighting } from '../../lib/spotlight.ts';
import { cx } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { LineDetails } from './line-details.tsx';
import { LineNumbers } from './line-numbers.tsx';
import { quoteWords } from './quote-words.ts';
import { LineFlags } from './requested-text.tsx';
import { useLineWrite } from './use-line-write.ts';

interface LineRowProps {
  quoteId: string;
  line: QuoteLine;
  currency: string;
  isEditable: boolean;
}

/** A decided line: product and figures in one row, the rest folded under it. */
export const LineRow = memo(({ quoteId, line, currency, isEditable }: LineRowProps) => {
  const t = useWords(quoteWords);
  const isLit = useIsLit(line.id);
  const lighting = useLighting(line.id, 'lines');
  const write = useLineWrite(quoteId, line.id);
  const [isOpen, setOpen] = useState(false);
  const isExcluded = line.decision === 'excluded';
  return (
    <li
      {...lighting}
      data-line={line.id}
      data-row-link
      tabIndex={-1}
      className={cx(
        '[contain-intrinsic-size:auto_4.25rem] [content-visibility:auto] border-b px-4 py-1.5 transition-colors duration-100 md:px-5',
        isLit && 'bg-hover',
      )}
    >
      <div className="flex items-center gap-3">
        <span className="figures w-6 shrink-0 text-right text-small text-ink-3">{line.position}</span>
        <div className="grid min-w-0 grow items-center gap-x-3 gap-y-1 @2xl:grid-cols-[minmax(0,1fr)_auto]">
          <LineName line={line} />
          {!isExcluded && <LineNumbers line={line} currency={currency} write={write} isEditable={isEditable} />}
        </div>
        <span className="-mr-1.5 flex w-7 shrink-0 items-center justify-center">
          {write.isPending ? (
            <Spinner className="text-ink-3" />
          ) : (
            <IconButton
              size="small"
              label={t('details', { position: line.position })}
              aria-expanded={isOpen}
              icon={<ChevronDown className={cx('size-4 transition-transform', isOpen && 'rotate-180')} />}
              onClick={() => setOpen(!isOpen)}
            />
          )}
        </span>
      </div>
      {write.error && (
        <div className="mt-2">
          <InlineError error={write.error} />
        </div>
      )}
      {isOpen && <LineDetails line={line} write={write} isEditable={isEditable} />}
    </li>
  );
});
LineRow.displayName = 'LineRow';

const LineName = ({ line }: { line: QuoteLine }) => {
  const t = useWords(quoteWords);
  return (
    <div className={cx('min-w-0', line.decision === 'excluded' && 'text-ink-3 line-through')}>
      <p className="break-anywhere line-clamp-2 font-medium" title={line.description}>
        {line.description}
      </p>
      <p className="flex min-w-0 items-center gap-2 text-small text-ink-3">
        <span className="truncate">{line.sku ?? line.requested?.description}</span>
        {line.priceEdited && <span className="shrink-0 text-accent">{t('priceEdited')}</span>}
        <LineFlags requested={line.requested} />
      </p>
    </div>
  );
};
