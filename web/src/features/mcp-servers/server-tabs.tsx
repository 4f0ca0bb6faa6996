import { useSearchParams } from 'react-router';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { withParam } from '../../lib/use-search-text.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { ConnectionsTab } from './connections-tab.tsx';
import { DeploymentsTab } from './deployments-tab.tsx';
import { HeldBadge } from './held-badge.tsx';
import { LogsTab } from './logs-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { serverWords } from './server-words.ts';
import { SettingsTab } from './settings-tab.tsx';
import { ToolsTab } from './tools-tab.tsx';

/** The parts of a server's page, each at its own address (`?tab=`). */
export const ServerTabs = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  const mayManage = useCan('mcp-servers:manage');
  const [params, setParams] = useSearchParams();
  const tabs = [
    { id: 'overview', label: t('overview'), content: <OverviewTab server={server} /> },
    {
      id: 'tools',
      label: (
        <>
          {t('tools')} <HeldBadge server={server} />
        </>
      ),
      content: <ToolsTab server={server} />,
    },
    { id: 'logs', label: t('logs'), content: <LogsTab server={server} /> },
    { id: 'deployments', label: t('deployments'), content: <DeploymentsTab server={server} /> },
    { id: 'connections', label: t('connections'), content: <ConnectionsTab server={server} /> },
    ...(mayManage
      ? [{ id: 'settings', label: t('settings'), content: <SettingsTab key={server.id} server={server} /> }]
      : []),
  ].map((tab) => ({ ...tab, content: <div className="px-4 pt-5 md:px-0">{tab.content}</div> }));
  const asked = params.get('tab');
  const value = tabs.some(({ id }) => id === asked) ? (asked ?? 'overview') : 'overview';
  return (
    <Tabs
      label={t('sections')}
      tabs={tabs}
      value={value}
      onChange={(id) => setParams((before) => withParam(before, 'tab', id === 'overview' ? '' : id), { replace: true })}
    />
  );
};
