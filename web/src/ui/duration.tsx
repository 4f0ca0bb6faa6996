import { formatDuration } from '../lib/format-duration.ts';
import { useLocale } from '../lib/locale.ts';
import { useTickingMs } from '../lib/use-ticking-ms.ts';

/** How long something took, or takes: it counts up until there is an end. */
export const Duration = ({ from, to }: { from: string; to: string | null }) => {
  const locale = useLocale();
  const nowMs = useTickingMs(to === null);
  const endMs = to === null ? nowMs : Date.parse(to);
  return <span className="figures">{formatDuration(endMs - Date.parse(from), locale)}</span>;
};
