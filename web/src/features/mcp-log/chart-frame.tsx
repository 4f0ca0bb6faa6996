import type { ReactNode } from 'react';
import { formatMinute } from '../../lib/format-date.ts';
import { useLocale } from '../../lib/locale.ts';

interface ChartFrameProps {
  title: string;
  /** What the chart shows, in one sentence, for who does not see it. */
  summary: string;
  /** The top of the axis, as it is read. */
  top: string;
  from: string;
  to: string;
  legend: ReactNode;
  children: ReactNode;
}

export const chartWidth = 480;
export const chartHeight = 120;

/** A small chart with its title, its legend, the top of its axis, and the time it spans. */
export const ChartFrame = ({ title, summary, top, from, to, legend, children }: ChartFrameProps) => {
  const locale = useLocale();
  return (
    <figure className="min-w-0 rounded-lg border p-3">
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{title}</span>
        <span className="flex gap-3 text-small text-ink-2">{legend}</span>
      </figcaption>
      <div className="relative">
        <svg
          role="img"
          aria-label={`${title}: ${summary}`}
          viewBox={`0 0 ${chartWidth} ${chartHeight}`}
          preserveAspectRatio="none"
          className="h-28 w-full overflow-visible"
        >
          <line x1={0} x2={chartWidth} y1={0} y2={0} className="stroke-line" vectorEffect="non-scaling-stroke" />
          <line
            x1={0}
            x2={chartWidth}
            y1={chartHeight}
            y2={chartHeight}
            className="stroke-line-strong"
            vectorEffect="non-scaling-stroke"
          />
          {children}
        </svg>
        <span aria-hidden="true" className="figures absolute top-0.5 left-0 text-small text-ink-3">
          {top}
        </span>
      </div>
      <p aria-hidden="true" className="mt-1 flex justify-between gap-4 text-small text-ink-3">
        <span className="truncate">{formatMinute(from, locale)}</span>
        <span className="truncate">{formatMinute(to, locale)}</span>
      </p>
    </figure>
  );
};
