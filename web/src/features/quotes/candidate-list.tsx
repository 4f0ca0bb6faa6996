import { Check } from 'lucide-react';
import { useState } from 'react';
import type { MatchCandidate } from '../../../../contracts/matching.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/class-names.ts';
import { Differences } from './differences.tsx';
import { matchWords } from './match-words.ts';
import { reasonInWords } from './match-reason.ts';
import { quoteWords } from './quote-words.ts';

interface CandidateListProps {
  candidates: readonly MatchCandidate[];
  chosenId: string | null;
  disabled: boolean;
  /** Nothing fits: the list is only there for who asks for it. */
  isWeak: boolean;
  onChoose: (productId: string) => void;
}

const firstShown = 3;

/** The products offered for a line, best first, each with its reason and what differs. */
export const CandidateList = ({ candidates, chosenId, disabled, isWeak, onChoose }: CandidateListProps) => {
  const t = useWords(quoteWords);
  const [isAll, setAll] = useState(false);
  const shown = isAll ? candidates.length : isWeak ? 0 : firstShown;
  const rest = candidates.length - shown;
  return (
    <div>
      <ul className="flex flex-col gap-2">
        {candidates.slice(0, shown).map((candidate) => (
          <Candidate
            key={candidate.productId}
            candidate={candidate}
            isChosen={candidate.productId === chosenId}
            disabled={disabled}
            onChoose={() => onChoose(candidate.productId)}
          />
        ))}
      </ul>
      {rest > 0 && (
        <Button size="small" tone="quiet" className={cx(shown > 0 && 'mt-1')} onClick={() => setAll(true)}>
          {t(isWeak ? 'weakCandidates' : 'moreCandidates', { count: rest })}
        </Button>
      )}
    </div>
  );
};

interface CandidateProps {
  candidate: MatchCandidate;
  isChosen: boolean;
  disabled: boolean;
  onChoose: () => void;
}

const Candidate = ({ candidate, isChosen, disabled, onChoose }: CandidateProps) => {
  const t = useWords(quoteWords);
  const tm = useWords(matchWords);
  const locale = useLocale();
  return (
    <li
      data-candidate
      className={cx(
        'flex items-start gap-3 rounded-md border bg-canvas px-3 py-2.5',
        isChosen ? 'border-done' : 'border-line-strong',
      )}
    >
      <div className="min-w-0 grow">
        <p className="break-anywhere line-clamp-2 font-medium">{candidate.name}</p>
        <p className="break-anywhere text-small text-ink-3">
          {candidate.sku} · {reasonInWords(candidate.reason, tm, locale)}
        </p>
        <Differences differences={candidate.differences} />
      </div>
      {isChosen ? (
        <span className="inline-flex h-7 items-center gap-1 text-small font-medium text-done">
          <Check aria-hidden="true" className="size-4" /> {t('chosen')}
        </span>
      ) : (
        <Button
          size="small"
          disabled={disabled}
          aria-label={t('chooseNamed', { name: candidate.name })}
          onClick={onChoose}
        >
          {t('choose')}
        </Button>
      )}
    </li>
  );
};
