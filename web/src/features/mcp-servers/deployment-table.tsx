import type { McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { DeploymentStateChip } from './deployment-state-chip.tsx';
import { kindWords } from './deployment-looks.ts';
import { deploymentWords } from './deployment-words.ts';

interface DeploymentTableProps {
  deployments: readonly McpDeployment[];
  isMuted: boolean;
}

export const DeploymentTable = ({ deployments, isMuted }: DeploymentTableProps) => {
  const t = useWords(deploymentWords);
  const columns: readonly Column<McpDeployment>[] = [
    {
      id: 'kind',
      header: t('title'),
      cell: ({ kind, cause }) => (
        <span title={cause?.message}>
          {t(kindWords[kind])} {cause && <span className="font-normal text-ink-3">{cause.message}</span>}
        </span>
      ),
    },
    { id: 'state', header: t('state'), className: 'w-40', cell: ({ state }) => <DeploymentStateChip state={state} /> },
    {
      id: 'started',
      header: t('started'),
      className: 'w-36',
      cell: ({ startedAt }) => <RelativeTime instant={startedAt} />,
    },
    { id: 'by', header: t('by'), className: 'w-40', cell: ({ startedBy }) => startedBy },
    {
      id: 'took',
      header: t('took'),
      align: 'end',
      className: 'w-32',
      cell: ({ startedAt, endedAt }) => <Duration from={startedAt} to={endedAt} />,
    },
  ];
  return (
    <DataTable
      label={t('list')}
      rows={deployments}
      columns={columns}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/servers/deployments/${id}`}
      isMuted={isMuted}
      compact={(deployment) => (
        <span className="flex flex-col gap-1">
          <span className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate font-medium">{t(kindWords[deployment.kind])}</span>
            <span className="shrink-0">
              <DeploymentStateChip state={deployment.state} />
            </span>
          </span>
          <span className="flex justify-between gap-3 text-small text-ink-3">
            <RelativeTime instant={deployment.startedAt} />
            <Duration from={deployment.startedAt} to={deployment.endedAt} />
          </span>
        </span>
      )}
    />
  );
};
