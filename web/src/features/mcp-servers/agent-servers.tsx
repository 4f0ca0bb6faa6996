import { Link } from 'react-router';
import type { McpAgent } from '../../../../contracts/mcp-agents.ts';
import { formatBytes } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import type { Tone } from '../../ui/badge.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { agentWords } from './agent-words.ts';

type Listed = McpAgent['servers'][number];

const tones: Readonly<Record<NonNullable<Listed['state']>, Tone>> = {
  created: 'neutral',
  starting: 'accent',
  running: 'done',
  sleeping: 'neutral',
  stopped: 'neutral',
  quarantined: 'failed',
};

/** What an agent says of each server: its process, not its answers, which are on the server's own page. */
export const AgentServers = ({ servers }: { servers: readonly Listed[] }) => {
  const t = useWords(agentWords);
  const locale = useLocale();
  return (
    <ul className="divide-y rounded-md border">
      {servers.map(({ id, title, state, processes, memoryBytes, restarts, startedAt, lastExit }) => (
        <li key={id} className="flex flex-col gap-1 px-3 py-2.5">
          <span className="flex items-center justify-between gap-3">
            <Link to={`/servers/${id}`} className="min-w-0 truncate font-medium hover:underline">
              {title}
            </Link>
            <span className="shrink-0">
              <StateChip tone={state === null ? 'needs' : tones[state]}>{t(state ?? 'missing')}</StateChip>
            </span>
          </span>
          <span className="figures flex flex-wrap gap-x-4 gap-y-0.5 text-small text-ink-3">
            <span>
              {t('processes')}: {processes}
            </span>
            {memoryBytes !== null && (
              <span>
                {t('memory')}: {formatBytes(memoryBytes, locale)}
              </span>
            )}
            <span>
              {t('restarts')}: {restarts}
            </span>
            {startedAt !== null && (
              <span>
                {t('started')}: <RelativeTime instant={startedAt} />
              </span>
            )}
          </span>
          {lastExit !== null && (
            <span className="break-anywhere text-small text-ink-2">{t('lastExit', { reason: lastExit })}</span>
          )}
        </li>
      ))}
    </ul>
  );
};
