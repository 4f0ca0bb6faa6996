import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useLive, useLiveStatus } from '../../lib/use-live.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { plainName } from './names.ts';
import { operationWords } from './operation-words.ts';
import { workflowQuery } from './queries.ts';
import { Timeline } from './timeline.tsx';
import { WorkflowActions } from './workflow-actions.tsx';
import { WorkflowHead } from './workflow-head.tsx';

/** One job as a timeline of its steps, live. */
export const WorkflowPage = () => {
  const { workflowId = '' } = useParams();
  const t = useWords(operationWords);
  const queryClient = useQueryClient();
  const query = useQuery(workflowQuery(workflowId));
  const isLive = useLiveStatus() === 'live';
  const refresh = () => void queryClient.invalidateQueries({ queryKey: workflowQuery(workflowId).queryKey });
  useLive(`workflow:${workflowId}`, { onEvent: refresh, onStart: refresh });
  const title = query.data?.subject?.label ?? (query.data ? plainName(query.data.type, t) : t('job'));
  return (
    <>
      <PageHeader
        title={title}
        back={{ to: '/operations', label: t('back') }}
        {...(query.data?.subject && { description: plainName(query.data.type, t) })}
        actions={query.data && <WorkflowActions workflow={query.data} />}
      />
      <div className="max-w-3xl px-4 pb-10 md:px-8">
        <QueryView query={query} skeleton={<FactsSkeleton rows={6} />}>
          {(workflow) => (
            <div className="flex flex-col gap-6">
              <WorkflowHead workflow={workflow} />
              {!isLive && workflow.closedAt === null && (
                <p role="status" className="text-small text-ink-3">
                  {t('polling')}
                </p>
              )}
              <Timeline workflow={workflow} />
            </div>
          )}
        </QueryView>
      </div>
    </>
  );
};
