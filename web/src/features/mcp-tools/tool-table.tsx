import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ToolHint } from './tool-hint.tsx';
import { toolWords } from './tool-words.ts';

const addressOf = ({ name }: McpTool): string => `/tools/try?${new URLSearchParams({ tool: name })}`;
const short = (text: string | null): string => text?.replaceAll(/\s+/g, ' ').slice(0, 300) ?? '';

export const ToolTable = ({ tools, isMuted }: { tools: readonly McpTool[]; isMuted: boolean }) => {
  const t = useWords(toolWords);
  const columns: readonly Column<McpTool>[] = [
    { id: 'name', header: t('name'), className: 'w-72', cell: ({ name }) => <span title={name}>{name}</span> },
    {
      id: 'what',
      header: t('what'),
      cell: ({ title, description }) => (
        <span title={short(description)}>
          {title?.slice(0, 120)}
          {title !== null && description !== null && ' · '}
          <span className="text-ink-2">{short(description)}</span>
        </span>
      ),
    },
    {
      id: 'hint',
      header: t('effect'),
      headerHidden: true,
      className: 'w-36',
      cell: (tool) => <ToolHint tool={tool} />,
    },
    { id: 'server', header: t('server'), className: 'w-36', cell: ({ serverName }) => serverName },
  ];
  return (
    <DataTable
      label={t('list')}
      rows={tools}
      columns={columns}
      rowKey={({ name }) => name}
      rowTo={addressOf}
      isMuted={isMuted}
      compact={(tool) => (
        <span className="flex flex-col gap-0.5">
          <span className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate font-medium">{tool.name}</span>
            <span className="shrink-0">
              <ToolHint tool={tool} />
            </span>
          </span>
          <span className="line-clamp-2 text-small text-ink-3">{short(tool.description)}</span>
        </span>
      )}
    />
  );
};
