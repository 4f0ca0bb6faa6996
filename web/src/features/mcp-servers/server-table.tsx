import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Latency } from '../../ui/latency.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { HeldBadge } from './held-badge.tsx';
import { ServerHealthChip } from './server-health-chip.tsx';
import { ServerMenu } from './server-menu.tsx';
import { ServerStateChip } from './server-state-chip.tsx';
import { serverWords } from './server-words.ts';

interface ServerTableProps {
  servers: readonly McpServer[];
  isMuted: boolean;
}

export const ServerTable = ({ servers, isMuted }: ServerTableProps) => {
  const t = useWords(serverWords);
  return (
    <DataTable
      label={t('list')}
      rows={servers}
      columns={useColumns()}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/servers/${id}`}
      isMuted={isMuted}
      compactActions={(server) => <ServerMenu server={server} />}
      compact={(server) => <CompactServer server={server} />}
    />
  );
};

const Checked = ({ at }: { at: string | null }) => {
  const t = useWords(serverWords);
  return at === null ? <span className="text-ink-3">{t('neverChecked')}</span> : <RelativeTime instant={at} />;
};

const useColumns = (): readonly Column<McpServer>[] => {
  const t = useWords(serverWords);
  return [
    {
      id: 'name',
      header: t('name'),
      cell: ({ title, name }) => (
        <span title={title}>
          {title} {title !== name && <span className="font-normal text-ink-3">{name}</span>}
        </span>
      ),
    },
    { id: 'state', header: t('state'), className: 'w-40', cell: (server) => <ServerStateChip server={server} /> },
    {
      id: 'health',
      header: t('health'),
      className: 'w-36',
      cell: ({ health }) => <ServerHealthChip health={health} />,
    },
    {
      id: 'version',
      header: t('version'),
      className: 'w-28 figures hidden @4xl:table-cell',
      cell: ({ version }) => <span title={version ?? undefined}>{version ?? '–'}</span>,
    },
    {
      id: 'tools',
      header: t('tools'),
      className: 'w-36',
      cell: (server) => (
        <span className="figures flex items-center gap-2">
          {server.toolCount} <HeldBadge server={server} />
        </span>
      ),
    },
    {
      id: 'latency',
      header: t('latency'),
      align: 'end',
      className: 'w-28 hidden @3xl:table-cell',
      cell: ({ latencyMs }) => <Latency ms={latencyMs} />,
    },
    {
      id: 'checked',
      header: t('checked'),
      className: 'w-36 pl-8 hidden @5xl:table-cell',
      cell: ({ lastCheckedAt }) => <Checked at={lastCheckedAt} />,
    },
    {
      id: 'actions',
      header: t('actionsFor', { name: '' }),
      headerHidden: true,
      align: 'end',
      className: 'w-20',
      cell: (server) => <ServerMenu server={server} />,
    },
  ];
};

const CompactServer = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{server.title}</span>
        <span className="shrink-0">
          <ServerStateChip server={server} />
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-3">
        <ServerHealthChip health={server.health} />
        <span className="figures">
          {t('tools')}: {server.toolCount}
        </span>
        <HeldBadge server={server} />
      </span>
    </span>
  );
};
