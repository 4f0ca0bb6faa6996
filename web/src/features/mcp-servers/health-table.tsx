import type { z } from 'zod';
import type { mcpConnectionEndpoints } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { Latency } from '../../ui/latency.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ServerHealthChip } from './server-health-chip.tsx';
import { serverWords } from './server-words.ts';

export type Probe = z.output<typeof mcpConnectionEndpoints.health.reply>['items'][number];

/** The same as the strip above it, to read. */
export const HealthTable = ({ probes }: { probes: readonly Probe[] }) => {
  const t = useWords(serverWords);
  return (
    <div role="region" aria-label={t('healthHistory')} tabIndex={0} className="mt-2 max-h-80 overflow-auto">
      <table aria-label={t('healthHistory')} className="w-full max-w-3xl text-left">
        <thead className="text-small text-ink-3">
          <tr>
            {[t('when'), t('health'), t('latency'), t('message')].map((header) => (
              <th key={header} scope="col" className="py-1 pr-4 font-medium">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {probes.map((probe) => (
            <tr key={probe.at} className="border-t">
              <td className="py-1 pr-4 whitespace-nowrap">
                <RelativeTime instant={probe.at} />
              </td>
              <td className="py-1 pr-4">
                <ServerHealthChip health={probe.health} />
              </td>
              <td className="py-1 pr-4 whitespace-nowrap">
                <Latency ms={probe.latencyMs} />
              </td>
              <td className="break-anywhere py-1 text-ink-2">{probe.message?.slice(0, 500)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
