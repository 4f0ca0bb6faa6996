import { formatMoney } from '../lib/format-money.ts';
import { useLocale } from '../lib/locale.ts';
import { cx } from './class-names.ts';

/** An exact amount with its currency; a dash while there is none. */
export const Money = ({
  amount,
  currency,
  className,
}: {
  amount: string | null;
  currency: string;
  className?: string;
}) => {
  const locale = useLocale();
  return (
    <span className={cx('figures whitespace-nowrap', className)}>
      {amount === null ? <span className="text-ink-3">–</span> : formatMoney(amount, currency, locale)}
    </span>
  );
};
