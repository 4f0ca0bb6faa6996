import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { mcpServerQuery } from '../../lib/mcp-queries.ts';
import { useCan } from '../../lib/session.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EndDeploymentDialog } from './end-deployment-dialog.tsx';
import { deploymentWords } from './deployment-words.ts';
import { TryAgain } from './try-again.tsx';

/** Cancel while it runs; afterwards the next step: the server, or another try with the inputs kept. */
export const DeploymentActions = ({ deployment }: { deployment: McpDeployment }) => {
  const t = useWords(deploymentWords);
  const mayManage = useCan('mcp-servers:manage');
  const [asking, setAsking] = useState<'cancel' | 'forget' | null>(null);
  const isGone = deployment.kind === 'remove' && deployment.state === 'succeeded';
  // A first deployment that failed may have left no server; the links follow what is there.
  const server = useQuery({ ...mcpServerQuery(deployment.serverId), enabled: !isGone, retry: false });
  const isOver = deployment.state !== 'running';
  const hasServer = server.data !== undefined;
  // A removal that runs has a cause for as long as it waits for its agent.
  const isWaiting = !isOver && deployment.kind === 'remove' && deployment.cause !== null;
  return (
    <>
      {!isOver && mayManage && (deployment.kind !== 'remove' || isWaiting) && (
        <Button onClick={() => setAsking('cancel')}>{t('cancel')}</Button>
      )}
      {isWaiting && mayManage && <Button onClick={() => setAsking('forget')}>{t('forget')}</Button>}
      {isOver && mayManage && deployment.state !== 'succeeded' && deployment.kind !== 'remove' && (
        <TryAgain deployment={deployment} server={server.data} />
      )}
      {hasServer && !isGone && (
        <Link
          to={`/servers/${deployment.serverId}`}
          className={buttonClass(deployment.state === 'succeeded' ? { tone: 'primary' } : {})}
        >
          {t('openServer')}
        </Link>
      )}
      {isOver && !hasServer && (
        <Link to="/servers" className={buttonClass()}>
          {t('toServers')}
        </Link>
      )}
      {asking && <EndDeploymentDialog how={asking} deployment={deployment} onClose={() => setAsking(null)} />}
    </>
  );
};
