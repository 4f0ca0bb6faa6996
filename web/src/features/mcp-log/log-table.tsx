import { useMemo } from 'react';
import { useLocation } from 'react-router';
import type { McpLogEntry } from '../../../../contracts/mcp-calls.ts';
import { useWords, type Translate } from '../../lib/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Latency } from '../../ui/latency.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { logWords } from './log-words.ts';
import { OutcomeChip } from './outcome-chip.tsx';

const nameOf = ({ target, method }: McpLogEntry): string => target ?? method;

export const LogTable = ({ entries, isMuted }: { entries: readonly McpLogEntry[]; isMuted: boolean }) => {
  const t = useWords(logWords);
  const { search } = useLocation();
  return (
    <DataTable
      label={t('list')}
      rows={entries}
      columns={useMemo(() => columnsOf(t), [t])}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/request-log/${id}${search}`}
      opensBeside
      isMuted={isMuted}
      compact={compactEntry}
    />
  );
};

const compactEntry = (entry: McpLogEntry) => <CompactEntry entry={entry} />;

const columnsOf = (t: Translate<typeof logWords>): readonly Column<McpLogEntry>[] => [
  {
    id: 'what',
    header: t('what'),
    cell: (entry) => (
      <span title={nameOf(entry)}>
        {nameOf(entry)} <span className="font-normal text-ink-3">{entry.target !== null && entry.method}</span>
      </span>
    ),
  },
  {
    id: 'outcome',
    header: t('outcome'),
    className: 'w-36',
    cell: ({ outcome }) => <OutcomeChip outcome={outcome} />,
  },
  {
    id: 'server',
    header: t('server'),
    className: 'w-32 hidden @4xl:table-cell',
    cell: ({ serverName }) => serverName ?? '–',
  },
  {
    id: 'caller',
    header: t('caller'),
    className: 'w-44 hidden @3xl:table-cell',
    cell: ({ caller, client }) => <span title={client ?? undefined}>{caller.name}</span>,
  },
  {
    id: 'took',
    header: t('took'),
    align: 'end',
    className: 'w-32',
    cell: ({ durationMs }) => <Latency ms={durationMs} />,
  },
  { id: 'when', header: t('when'), align: 'end', className: 'w-32', cell: ({ at }) => <RelativeTime instant={at} /> },
];

const CompactEntry = ({ entry }: { entry: McpLogEntry }) => (
  <span className="flex flex-col gap-1">
    <span className="flex items-center justify-between gap-3">
      <span className="min-w-0 truncate font-medium">{nameOf(entry)}</span>
      <span className="shrink-0">
        <OutcomeChip outcome={entry.outcome} />
      </span>
    </span>
    <span className="flex justify-between gap-3 text-small text-ink-3">
      <span className="min-w-0 truncate">{entry.caller.name}</span>
      <span className="flex gap-3">
        <Latency ms={entry.durationMs} />
        <RelativeTime instant={entry.at} />
      </span>
    </span>
  </span>
);
