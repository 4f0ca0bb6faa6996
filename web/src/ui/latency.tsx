import { formatDuration } from '../lib/format-duration.ts';
import { useLocale } from '../lib/locale.ts';

/** How long an answer took; a dash while it is not known. */
export const Latency = ({ ms }: { ms: number | null }) => {
  const locale = useLocale();
  return <span className="figures">{ms === null ? '–' : formatDuration(Math.round(ms), locale)}</span>;
};
