import { useQuery } from '@tanstack/react-query';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { mcpServerHealthQuery } from '../../lib/mcp-queries.ts';
import { uiWords } from '../../ui/ui-words.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { cx } from '../../ui/class-names.ts';
import { HealthTable, type Probe } from './health-table.tsx';
import { healthLooks } from './server-looks.ts';
import { serverWords } from './server-words.ts';

const shownProbes = 60;
const height = 40;
const step = 6;
const fills = {
  unknown: 'fill-line-strong',
  healthy: 'fill-done',
  degraded: 'fill-needs',
  unreachable: 'fill-failed',
} as const;

/** What the checks saw over time: the higher the bar the slower the answer; a failed check fills the whole height. */
export const HealthStrip = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  const ui = useWords(uiWords);
  const query = useQuery(mcpServerHealthQuery(server.id));
  return (
    <section aria-label={t('healthHistory')} className="flex flex-col gap-2">
      <h2 className="text-lead font-semibold">{t('healthHistory')}</h2>
      <QueryView query={query} skeleton={<FactsSkeleton rows={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink-3">{t(server.state === 'running' ? 'healthHistoryEmpty' : 'healthHistoryOff')}</p>
          ) : (
            <>
              <Strip probes={items.slice(0, shownProbes).toReversed()} />
              <details>
                <summary className="w-fit text-small text-ink-2">{ui('asTable')}</summary>
                <HealthTable probes={items} />
              </details>
            </>
          )
        }
      </QueryView>
    </section>
  );
};

const Strip = ({ probes }: { probes: readonly Probe[] }) => {
  const t = useWords(serverWords);
  const good = probes.filter(({ health }) => health === 'healthy').length;
  const slowestMs = Math.max(1, ...probes.map(({ latencyMs }) => latencyMs ?? 0));
  const label = t('healthStrip', { count: probes.length, good, bad: probes.length - good });
  return (
    <div className="max-w-xl">
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${shownProbes * step} ${height}`}
        preserveAspectRatio="none"
        className="h-12 w-full rounded-sm bg-sunken"
      >
        {probes.map((probe, index) => {
          const tall = barHeight(probe, slowestMs);
          const x = (shownProbes - probes.length + index) * step + 1;
          return (
            <rect
              key={probe.at}
              x={x}
              y={height - tall}
              width={step - 2}
              height={tall}
              className={fills[probe.health]}
            />
          );
        })}
      </svg>
      <p className="mt-1 flex justify-between text-small text-ink-3">
        <span>{t('older')}</span>
        <span>{label}</span>
        <span>{t('newer')}</span>
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-4 text-small text-ink-2">
        {Object.entries(healthLooks).map(([health, [, word]]) => (
          <li key={health} className="flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2">
              <rect width={8} height={8} className={cx(fillOf(health))} />
            </svg>
            {t(word)}
          </li>
        ))}
      </ul>
    </div>
  );
};

const fillOf = (health: string): string =>
  Object.entries(fills).find(([name]) => name === health)?.[1] ?? fills.unknown;

const barHeight = ({ health, latencyMs }: Probe, slowestMs: number): number =>
  health === 'unreachable' ? height : 6 + ((latencyMs ?? 0) / slowestMs) * (height - 14);
