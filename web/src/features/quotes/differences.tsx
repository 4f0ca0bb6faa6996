import type { MatchDifference } from '../../../../contracts/matching.ts';
import { useWords } from '../../lib/i18n.ts';
import { matchWords } from './match-words.ts';

/** What differs between the request and a product, the values in bold. */
export const Differences = ({ differences }: { differences: readonly MatchDifference[] }) => {
  const t = useWords(matchWords);
  if (differences.length === 0) return null;
  return (
    <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-small text-ink-2">
      {differences.map(({ kind, requested, offered }, index) => (
        <li key={index} className="break-anywhere">
          {t(kind)}: {t('asked')} <Value text={requested} />, {t('offered')} <Value text={offered} />
        </li>
      ))}
    </ul>
  );
};

const Value = ({ text }: { text: string | null }) => {
  const t = useWords(matchWords);
  return text === null ? <em>{t('notSaid')}</em> : <strong className="font-semibold text-ink">{text}</strong>;
};
