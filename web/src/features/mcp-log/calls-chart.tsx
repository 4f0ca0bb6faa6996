import type { McpLogAnalytics } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { ChartFrame, chartHeight, chartWidth } from './chart-frame.tsx';
import { roundUp } from './chart-scale.ts';
import { LegendMark } from './legend-mark.tsx';
import { logWords } from './log-words.ts';

/** Calls over time as bars; the part of them that failed stands at the bottom. */
export const CallsChart = ({ buckets }: { buckets: McpLogAnalytics['buckets'] }) => {
  const t = useWords(logWords);
  const locale = useLocale();
  const top = roundUp(Math.max(...buckets.map(({ calls }) => calls)));
  const calls = t('callsCount', { count: buckets.reduce((sum, bucket) => sum + bucket.calls, 0) });
  const errors = t('errorsCount', { count: buckets.reduce((sum, bucket) => sum + bucket.errors, 0) });
  const step = chartWidth / buckets.length;
  const width = Math.max(step - Math.min(2, step * 0.2), 1);
  const tall = (count: number) => (count / top) * chartHeight;
  return (
    <ChartFrame
      title={t('chartCalls')}
      summary={`${calls}, ${errors}`}
      top={top.toLocaleString(locale)}
      from={buckets[0]?.at ?? ''}
      to={buckets.at(-1)?.at ?? ''}
      legend={
        <>
          <LegendMark fill="fill-accent">{calls}</LegendMark>
          <LegendMark fill="fill-failed">{errors}</LegendMark>
        </>
      }
    >
      {buckets.map((bucket, index) => (
        <g key={bucket.at}>
          <rect
            x={index * step}
            y={chartHeight - tall(bucket.calls)}
            width={width}
            height={tall(bucket.calls)}
            className="fill-accent"
          />
          <rect
            x={index * step}
            y={chartHeight - tall(bucket.errors)}
            width={width}
            height={tall(bucket.errors)}
            className="fill-failed"
          />
        </g>
      ))}
    </ChartFrame>
  );
};
