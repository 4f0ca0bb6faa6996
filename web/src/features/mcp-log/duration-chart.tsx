import type { McpLogAnalytics } from '../../../../contracts/mcp-calls.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { ChartFrame, chartHeight, chartWidth } from './chart-frame.tsx';
import { roundUp } from './chart-scale.ts';
import { LegendMark } from './legend-mark.tsx';
import { logWords } from './log-words.ts';

/** A line has no width of its own where only one time has a value. */
const shortLine = 3;

/** The usual (p50) and the slow (p95) duration over time; the slow one is dashed. */
export const DurationChart = ({ buckets }: { buckets: McpLogAnalytics['buckets'] }) => {
  const t = useWords(logWords);
  const locale = useLocale();
  // Nothing was measured where nothing was called.
  const called = buckets.flatMap((bucket, index) => (bucket.calls > 0 ? [{ ...bucket, index }] : []));
  const slowestMs = Math.max(0, ...called.map(({ p95Ms }) => p95Ms));
  const topMs = roundUp(slowestMs);
  const last = Math.max(buckets.length - 1, 1);
  const points = (durationOf: (bucket: (typeof called)[number]) => number): string =>
    called
      .flatMap((bucket) => {
        const y = chartHeight - (durationOf(bucket) / topMs) * chartHeight;
        const x = (bucket.index / last) * chartWidth;
        return called.length > 1 ? [`${x},${y}`] : [`${Math.max(0, x - shortLine)},${y}`, `${x + shortLine},${y}`];
      })
      .join(' ');
  const show = (ms: number): string => formatDuration(Math.round(ms), locale);
  return (
    <ChartFrame
      title={t('chartDuration')}
      summary={t('slowAtMost', { duration: show(slowestMs) })}
      top={show(topMs)}
      from={buckets[0]?.at ?? ''}
      to={buckets.at(-1)?.at ?? ''}
      legend={
        <>
          <LegendMark fill="fill-accent">{t('usual')}</LegendMark>
          <LegendMark fill="fill-needs">{t('slow')}</LegendMark>
        </>
      }
    >
      <polyline
        points={points(({ p95Ms }) => p95Ms)}
        vectorEffect="non-scaling-stroke"
        strokeDasharray="4 3"
        className="fill-none stroke-needs stroke-2"
      />
      <polyline
        points={points(({ p50Ms }) => p50Ms)}
        vectorEffect="non-scaling-stroke"
        className="fill-none stroke-accent stroke-2"
      />
    </ChartFrame>
  );
};
