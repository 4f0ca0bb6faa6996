import type { McpLogAnalytics } from '../../../../contracts/mcp-calls.ts';
import { formatExact } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { Latency } from '../../ui/latency.tsx';
import { uiWords } from '../../ui/ui-words.ts';
import { logWords } from './log-words.ts';

/** The charts as a table, newest first. */
export const FigureTable = ({ buckets }: { buckets: McpLogAnalytics['buckets'] }) => {
  const t = useWords(logWords);
  const ui = useWords(uiWords);
  const locale = useLocale();
  const headers = [t('calls'), t('errors'), 'p50', 'p95'];
  return (
    <details>
      <summary className="w-fit text-small text-ink-2">{ui('asTable')}</summary>
      <div role="region" aria-label={t('charts')} tabIndex={0} className="mt-2 max-h-80 overflow-auto">
        <table aria-label={t('charts')} className="figures w-full max-w-2xl text-right">
          <thead className="text-small text-ink-3">
            <tr>
              <th scope="col" className="py-1 pr-4 text-left font-medium">
                {t('when')}
              </th>
              {headers.map((header) => (
                <th key={header} scope="col" className="py-1 pl-4 font-medium">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buckets.toReversed().map(({ at, calls, errors, p50Ms, p95Ms }) => (
              <tr key={at} className="border-t">
                <td className="py-1 pr-4 text-left whitespace-nowrap">{formatExact(at, locale)}</td>
                <td className="py-1 pl-4">{calls.toLocaleString(locale)}</td>
                <td className="py-1 pl-4">{errors.toLocaleString(locale)}</td>
                <td className="py-1 pl-4">
                  <Latency ms={p50Ms} />
                </td>
                <td className="py-1 pl-4">
                  <Latency ms={p95Ms} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};
