import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { applyEvent } from '../../lib/event-cache.ts';
import { useWords } from '../../lib/i18n.ts';
import { mcpDeploymentLogQuery, mcpDeploymentQuery } from '../../lib/mcp-queries.ts';
import { useLive, useLiveStatus } from '../../lib/use-live.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { DeploymentActions } from './deployment-actions.tsx';
import { DeploymentHead } from './deployment-head.tsx';
import { DeploymentSignIn } from './deployment-sign-in.tsx';
import { DeploymentSteps } from './deployment-steps.tsx';
import { kindWords } from './deployment-looks.ts';
import { deploymentWords } from './deployment-words.ts';

/** One deployment, live: each step with its state, duration and log lines. Found again by its address after a reload. */
export const DeploymentPage = () => {
  const { deploymentId = '' } = useParams();
  const t = useWords(deploymentWords);
  const queryClient = useQueryClient();
  const query = useQuery(mcpDeploymentQuery(deploymentId));
  const isLive = useLiveStatus() === 'live';
  const isRunning = query.data?.state === 'running';
  const log = useQuery({
    ...mcpDeploymentLogQuery(deploymentId),
    refetchInterval: isRunning && !isLive ? 3_000 : false,
  });
  useLive(`deployment:${deploymentId}`, {
    onEvent: (event) => applyEvent(queryClient, event),
    onStart: () => {
      for (const { queryKey } of [mcpDeploymentQuery(deploymentId), mcpDeploymentLogQuery(deploymentId)])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
  const title = query.data
    ? t('titleOf', { kind: t(kindWords[query.data.kind]), name: query.data.serverName })
    : t('title');
  return (
    <>
      <PageHeader
        title={title}
        back={{ to: '/servers', label: t('back') }}
        actions={query.data && <DeploymentActions deployment={query.data} />}
      />
      <div className="max-w-4xl px-4 pb-10 md:px-8">
        <QueryView query={query} skeleton={<FactsSkeleton rows={8} />}>
          {(deployment) => (
            <div className="flex flex-col gap-6">
              <DeploymentHead deployment={deployment} />
              <DeploymentSignIn deployment={deployment} />
              {!isLive && isRunning && (
                <p role="status" className="text-small text-ink-3">
                  {t('polling')}
                </p>
              )}
              <DeploymentSteps deployment={deployment} lines={log.data?.lines ?? []} />
            </div>
          )}
        </QueryView>
      </div>
    </>
  );
};
