import { useQuery } from '@tanstack/react-query';
import { mcpLogEndpoints } from '../../../../contracts/mcp-calls.ts';
import { formatMinute } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { queryOf } from '../../lib/query.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CallsChart } from './calls-chart.tsx';
import { DurationChart } from './duration-chart.tsx';
import { FigureTable } from './figure-table.tsx';
import type { LogFilter, queryOfFilter } from './log-filter.ts';
import { logWords } from './log-words.ts';
import { TopNames } from './top-names.tsx';

interface LogChartsProps {
  query: ReturnType<typeof queryOfFilter>;
  onFilter: (changed: Partial<LogFilter>) => void;
}

/** The log in figures: calls, errors and durations over time, and who is called most; a table says the same. */
export const LogCharts = ({ query: filter, onFilter }: LogChartsProps) => {
  const t = useWords(logWords);
  const locale = useLocale();
  const query = useQuery({
    ...queryOf(mcpLogEndpoints.analytics, { query: filter }),
    placeholderData: (previous) => previous,
  });
  return (
    <section aria-label={t('charts')} className="px-4 pb-5 md:px-8">
      <QueryView query={query} skeleton={<ChartsSkeleton />}>
        {({ buckets, servers, targets, countedFrom }) =>
          buckets.every(({ calls }) => calls === 0) ? null : (
            <div className="flex flex-col gap-3">
              {countedFrom !== null && (
                <p className="text-small text-ink-2">{t('countedFrom', { time: formatMinute(countedFrom, locale) })}</p>
              )}
              <div className="grid gap-4 @3xl:grid-cols-2">
                <CallsChart buckets={buckets} />
                <DurationChart buckets={buckets} />
                <TopNames title={t('topServers')} names={servers} onChoose={(server) => onFilter({ server })} />
                <TopNames title={t('topTools')} names={targets} onChoose={(target) => onFilter({ target })} />
              </div>
              <FigureTable buckets={buckets} />
            </div>
          )
        }
      </QueryView>
    </section>
  );
};

/** Keeps the room of the charts, so that the list below them stays where it is. */
const ChartsSkeleton = () => (
  <div className="grid animate-late gap-4 @3xl:grid-cols-2">
    {['calls', 'durations', 'servers', 'tools'].map((chart) => (
      <Skeleton key={chart} className="h-46 rounded-lg" />
    ))}
  </div>
);
