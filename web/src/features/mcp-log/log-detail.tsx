import { Link } from 'react-router';
import type { McpLogDetail } from '../../../../contracts/mcp-calls.ts';
import { formatBytes } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { useSession } from '../../lib/session.ts';
import { stableJson } from '../../lib/stable-json.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Latency } from '../../ui/latency.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { eraWords } from './log-looks.ts';
import { logWords } from './log-words.ts';
import { OutcomeChip } from './outcome-chip.tsx';
import { Replay } from './replay.tsx';

/** A browser says its own name at length. */
const Client = ({ name }: { name: string | null }) => {
  const t = useWords(logWords);
  if (name === null) return '–';
  const short = name.slice(0, 200);
  return name.startsWith('Mozilla/') ? <span title={short}>{t('browser')}</span> : short;
};

/** Who asked what of whom, what came back, and the way to send it again. */
export const LogDetail = ({ entry }: { entry: McpLogDetail }) => {
  const t = useWords(logWords);
  const locale = useLocale();
  const { id } = useSession();
  const { errorMessage, errorCode, taskId, correlationId, context } = entry;
  const facts = [
    { label: t('outcome'), value: <OutcomeChip outcome={entry.outcome} /> },
    ...(errorMessage === null
      ? []
      : [
          {
            label: t('errorText'),
            value: `${errorMessage.slice(0, 1_000)}${errorCode === null ? '' : ` (${errorCode})`}`,
          },
        ]),
    { label: t('when'), value: <RelativeTime instant={entry.at} /> },
    { label: t('took'), value: <Latency ms={entry.durationMs} /> },
    { label: t('caller'), value: entry.caller.name },
    { label: t('client'), value: <Client name={entry.client} /> },
    { label: t('server'), value: entry.serverName ?? '–' },
    { label: t('method'), value: entry.method },
    { label: t('era'), value: t(eraWords[entry.era]) },
    { label: t('sent'), value: <span className="figures">{formatBytes(entry.requestBytes, locale)}</span> },
    { label: t('received'), value: <span className="figures">{formatBytes(entry.responseBytes, locale)}</span> },
    // A task is its caller's alone.
    ...(taskId === null || entry.caller.id !== id
      ? []
      : [
          {
            label: t('task'),
            value: (
              <Link to={`/tools/tasks/${taskId}`} className="text-accent hover:underline">
                {t('openTask')}
              </Link>
            ),
          },
        ]),
    {
      label: t('correlation'),
      value: (
        <span className="flex items-center gap-1">
          <code className="break-anywhere min-w-0 font-mono text-small">{correlationId}</code>
          <CopyButton text={correlationId} />
        </span>
      ),
    },
  ];
  return (
    <div className="flex flex-col gap-5">
      <Facts facts={facts} />
      {entry.truncated && <p className="text-small text-needs">{t('truncated')}</p>}
      <CodeBlock label={t('arguments')} text={stableJson(entry.arguments)} />
      <CodeBlock label={t('result')} text={stableJson(entry.result)} />
      {context !== null && context !== undefined && <CodeBlock label={t('context')} text={stableJson(context)} />}
      <Replay key={entry.id} entry={entry} />
    </div>
  );
};
