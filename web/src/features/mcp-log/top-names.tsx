import { useWords } from '../../lib/i18n.ts';
import { Latency } from '../../ui/latency.tsx';
import { logWords } from './log-words.ts';

interface TopNamesProps {
  title: string;
  names: readonly { name: string; calls: number; errors: number; p95Ms: number }[];
  onChoose: (name: string) => void;
}

const shown = 5;

/** Who is called most, as bars with their figures; a name narrows the log to it. */
export const TopNames = ({ title, names, onChoose }: TopNamesProps) => {
  const t = useWords(logWords);
  const top = names.slice(0, shown);
  const most = Math.max(1, ...top.map(({ calls }) => calls));
  if (top.length === 0) return null;
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border p-3">
      <h2 className="mb-2 font-medium">{title}</h2>
      <ul className="flex flex-col gap-2">
        {top.map(({ name, calls, errors, p95Ms }) => (
          <li key={name}>
            <p className="flex items-baseline justify-between gap-3">
              <button
                type="button"
                onClick={() => onChoose(name)}
                className="min-h-6 min-w-0 truncate text-left text-accent hover:underline"
              >
                {name}
              </button>
              <span className="figures shrink-0 text-small text-ink-2">
                {t('callsCount', { count: calls })}
                {errors > 0 && <span className="text-failed"> · {t('errorsCount', { count: errors })}</span>} ·{' '}
                {t('slowFigure')} <Latency ms={p95Ms} />
              </span>
            </p>
            <svg aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none" className="h-1 w-full">
              <rect width={100} height={4} className="fill-sunken" />
              <rect width={(calls / most) * 100} height={4} className="fill-accent" />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  );
};
