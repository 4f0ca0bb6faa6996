import type { ReadLine } from '../../../../contracts/document-reading.ts';
import { formatDay } from '../../lib/format-date.ts';
import { formatDecimal } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { Badge } from '../../ui/badge.tsx';
import { matchWords } from './match-words.ts';
import { quoteWords } from './quote-words.ts';

/** The line as the customer wrote it. */
export const RequestedText = ({ requested }: { requested: ReadLine }) => {
  const t = useWords(quoteWords);
  const locale = useLocale();
  const amount =
    requested.quantity === null ? null : `${formatDecimal(requested.quantity, locale)} ${requested.unitText}`;
  const facts = [
    amount,
    requested.partNumber && `${t('partNumber')} ${requested.partNumber}`,
    requested.customerPartNumber && `${t('customerPartNumber')} ${requested.customerPartNumber}`,
    requested.manufacturer && `${t('manufacturer')} ${requested.manufacturer}`,
    requested.neededBy && `${t('neededBy')} ${formatDay(requested.neededBy, locale)}`,
  ].filter(Boolean);
  return (
    <div className="min-w-0">
      <p className="break-anywhere">{requested.description}</p>
      {facts.length > 0 && <p className="break-anywhere text-small text-ink-3">{facts.join(' · ')}</p>}
    </div>
  );
};

/** What to look at before the line is quoted. */
export const LineFlags = ({ requested }: { requested: ReadLine | null }) => {
  const t = useWords(matchWords);
  if (!requested || requested.flags.length === 0) return null;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {requested.flags.map((flag) => (
        <Badge key={flag} tone="needs">
          {t(flag)}
        </Badge>
      ))}
    </span>
  );
};
