import type { QuoteLine } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { Money } from '../../ui/money.tsx';
import { DecimalInput } from './decimal-input.tsx';
import { quoteWords } from './quote-words.ts';
import type { useLineWrite } from './use-line-write.ts';

interface LineNumbersProps {
  line: QuoteLine;
  currency: string;
  write: ReturnType<typeof useLineWrite>;
  isEditable: boolean;
}

/** Columns of the figures, shared by the head and all rows; where there is little room the net has a row of its own. */
export const figureColumns =
  'grid grid-cols-[6.75rem_minmax(0,1fr)_3.5rem] items-center gap-x-2 gap-y-1 @2xl:grid-cols-[6.5rem_5rem_3rem_6rem]';

/** Quantity, price and discount of a line, edited in place, and its net from the server. */
export const LineNumbers = ({ line, currency, write, isEditable }: LineNumbersProps) => {
  const t = useWords(quoteWords);
  const { position, quantity, unitPrice, discountPercent, net, unit } = line;
  return (
    <div className={figureColumns}>
      <span className="flex items-center gap-1">
        <DecimalInput
          label={t('quantityOf', { position })}
          value={quantity}
          disabled={!isEditable}
          onCommit={(value) => value !== null && write.change({ quantity: value })}
        />
        <span title={unit} className="w-12 shrink-0 truncate text-small text-ink-3">
          {unit}
        </span>
      </span>
      <DecimalInput
        label={t('priceOf', { position })}
        value={unitPrice}
        leastDecimals={2}
        disabled={!isEditable}
        placeholder="–"
        onCommit={(value) => value !== null && write.change({ unitPrice: value })}
        {...(line.priceEdited && { className: 'text-accent' })}
      />
      <DecimalInput
        label={t('discountOf', { position })}
        value={discountPercent}
        canBeEmpty
        disabled={!isEditable}
        placeholder="–"
        onCommit={(value) => write.change({ discountPercent: value })}
      />
      <span className="col-span-3 flex items-baseline justify-between gap-2 @2xl:col-span-1 @2xl:justify-end">
        <span className="text-small text-ink-3 @2xl:sr-only">{t('net')}</span>
        <Money amount={net} currency={currency} className="font-medium" />
      </span>
    </div>
  );
};
