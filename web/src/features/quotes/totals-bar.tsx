import type { ReactNode } from 'react';
import type { Quote } from '../../../../contracts/quotes.ts';
import { shortDecimal, formatDecimal } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { Money } from '../../ui/money.tsx';
import { quoteWords } from './quote-words.ts';

/** The totals, always in view, with the button for the next step. */
export const TotalsBar = ({ quote, children }: { quote: Quote; children: ReactNode }) => {
  const t = useWords(quoteWords);
  const locale = useLocale();
  const { totals, currency } = quote;
  const isZero = (amount: string) => /^-?0(\.0+)?$/.test(amount);
  const rows: [string, string][] = totals
    ? [
        [t('netTotal'), totals.taxExclusive],
        ...totals.taxGroups.map((group): [string, string] => [
          t('tax', { rate: formatDecimal(shortDecimal(group.rate), locale) }),
          group.tax,
        ]),
      ]
    : [];
  if (totals && !isZero(totals.discountTotal)) rows.unshift([t('discountTotal'), `-${totals.discountTotal}`]);
  return (
    <footer className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t bg-canvas px-4 py-3 md:px-5">
      <dl aria-live="polite" className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-1">
        {rows.map(([label, amount]) => (
          <div key={label} className="hidden items-baseline gap-2 text-ink-2 sm:flex">
            <dt className="text-small">{label}</dt>
            <dd>
              <Money amount={amount} currency={currency} />
            </dd>
          </div>
        ))}
        <div className="flex items-baseline gap-2">
          <dt className="text-small text-ink-2">{t('grandTotal')}</dt>
          <dd className="text-lead font-semibold">
            <Money amount={totals?.payable ?? null} currency={currency} />
          </dd>
        </div>
      </dl>
      <div className="ml-auto flex grow gap-2 empty:hidden sm:grow-0 [&>button]:grow">{children}</div>
    </footer>
  );
};
