import type { MatchDifference } from '../../../../contracts/matching.ts';
import { useWords } from '../../lib/i18n.ts';
import { matchWords } from './match-words.ts';

const mostWords = 5;

/** What differs between the request and a product, the values in bold. Plain words that one side lacks share a line. */
export const Differences = ({ differences }: { differences: readonly MatchDifference[] }) => {
  const t = useWords(matchWords);
  const stated = differences.filter(({ kind }) => kind !== 'word');
  const words = differences.filter(({ kind }) => kind === 'word');
  const asked = words.flatMap(({ requested, offered }) => (requested !== null && offered === null ? [requested] : []));
  const offered = words.flatMap(({ requested, offered: text }) => (text !== null && requested === null ? [text] : []));
  if (differences.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-small text-ink-2">
      {stated.map(({ kind, requested, offered: text }, index) => (
        <li key={index} className="break-anywhere">
          {t(kind)}: {t('asked')} <Value text={requested} />, {t('offered')} <Value text={text} />
        </li>
      ))}
      <WordList label={t('onlyAsked')} words={asked} />
      <WordList label={t('onlyOffered')} words={offered} />
    </ul>
  );
};

const WordList = ({ label, words }: { label: string; words: readonly string[] }) =>
  words.length > 0 && (
    <li className="break-anywhere">
      {label}: <Value text={listed(words)} />
    </li>
  );

const listed = (words: readonly string[]): string => {
  const distinct = [...new Set(words)];
  return distinct.slice(0, mostWords).join(', ') + (distinct.length > mostWords ? ' …' : '');
};

const Value = ({ text }: { text: string | null }) => {
  const t = useWords(matchWords);
  return text === null ? <em>{t('notSaid')}</em> : <strong className="font-semibold text-ink">{text}</strong>;
};
