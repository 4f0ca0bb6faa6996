import { Link } from 'react-router';
import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Latency } from '../../ui/latency.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { runtimeWords } from './server-looks.ts';
import { ServerHealthChip } from './server-health-chip.tsx';
import { ServerStateChip } from './server-state-chip.tsx';
import { serverWords } from './server-words.ts';
import { sourceText } from './source-text.ts';

/** Names and values of a server. */
export const ServerFacts = ({ server }: { server: McpServer }) => {
  const t = useWords(serverWords);
  const address = `${location.origin}/mcp_proxy/${server.name}`;
  return (
    <Facts
      facts={[
        {
          label: t('state'),
          value: (
            <span role="status" className="flex flex-wrap items-center gap-x-3">
              <ServerStateChip server={server} />
              {server.lastDeploymentId !== null && (
                <Link to={`/servers/deployments/${server.lastDeploymentId}`} className="text-accent hover:underline">
                  {t('watchDeployment')}
                </Link>
              )}
            </span>
          ),
        },
        { label: t('health'), value: <ServerHealthChip health={server.health} /> },
        { label: t('latency'), value: <Latency ms={server.latencyMs} /> },
        {
          label: t('checked'),
          value: server.lastCheckedAt === null ? t('neverChecked') : <RelativeTime instant={server.lastCheckedAt} />,
        },
        { label: t('source'), value: sourceText(server.source) },
        { label: t('version'), value: server.version ?? t('unknown') },
        { label: t('protocol'), value: server.protocolVersion ?? t('unknown') },
        { label: t('runtime'), value: t(runtimeWords[server.runtime]) },
        { label: t('network'), value: t(server.grants.network ? 'networkOn' : 'networkOff') },
        ...(server.secretNames.length === 0 ? [] : [{ label: t('secrets'), value: server.secretNames.join(', ') }]),
        {
          label: t('proxyAddress'),
          value: (
            <span className="flex items-center gap-1">
              <code className="break-anywhere min-w-0 font-mono text-small">{address}</code>
              <CopyButton text={address} />
            </span>
          ),
        },
        { label: t('added'), value: <RelativeTime instant={server.createdAt} /> },
        { label: t('changed'), value: <RelativeTime instant={server.updatedAt} /> },
      ]}
    />
  );
};
