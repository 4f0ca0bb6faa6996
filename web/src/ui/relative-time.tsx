import { formatExact, formatRelative } from '../lib/format-date.ts';
import { useLocale } from '../lib/locale.ts';
import { useNowMs } from '../lib/use-now.ts';

/** "5 min ago", with the exact time on hover. */
export const RelativeTime = ({ instant, className }: { instant: string; className?: string }) => {
  const locale = useLocale();
  const nowMs = useNowMs();
  return (
    <time dateTime={instant} title={formatExact(instant, locale)} className={className}>
      {formatRelative(instant, locale, nowMs)}
    </time>
  );
};
