import type { LineMatch } from '../../../../contracts/matching.ts';
import { useWords } from '../../lib/i18n.ts';
import { Differences } from './differences.tsx';
import { matchWords } from './match-words.ts';

/** Whether the matcher itself holds its candidates for no use. */
export const isWeak = ({ explanation }: LineMatch): boolean =>
  explanation.code === 'nothing_like_it' || explanation.code === 'nothing_to_read';

/** Why the matcher decided as it did, in one sentence. */
export const Explanation = ({ match: { explanation } }: { match: LineMatch }) => {
  const t = useWords(matchWords);
  const values = {
    ...('token' in explanation && { token: explanation.token }),
    ...(explanation.code === 'several_alike' && { count: explanation.count }),
  };
  return (
    <div>
      <p className="text-ink-2">{t(explanation.code, values)}</p>
      {'difference' in explanation && explanation.difference.kind !== 'word' && (
        <Differences differences={[explanation.difference]} />
      )}
    </div>
  );
};
