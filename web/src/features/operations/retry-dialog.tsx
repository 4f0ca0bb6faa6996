import { useQueryClient } from '@tanstack/react-query';
import { operationEndpoints, type WorkflowDetail } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { toast } from '../../ui/toast.ts';
import { plainName } from './names.ts';
import { operationWords } from './operation-words.ts';
import { rememberWorkflow, workflowQuery } from './queries.ts';

interface RetryDialogProps {
  workflow: WorkflowDetail;
  /** Name of the step to start from. */
  from: string;
  onClose: () => void;
}

/** Shows which steps will run again before they do. */
export const RetryDialog = ({ workflow, from, onClose }: RetryDialogProps) => {
  const t = useWords(operationWords);
  const queryClient = useQueryClient();
  const { workflowId, runId, willRunAgain } = workflow;
  const step = plainName(from, t);
  const retry = useWrite(operationEndpoints.retryStep, {
    onSuccess: (changed) => {
      rememberWorkflow(queryClient, changed);
      toast(t('retried', { step }), { tone: 'done' });
      onClose();
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: workflowQuery(workflowId).queryKey }),
  });
  return (
    <Dialog
      title={t('retryTitle', { step })}
      description={t('retryText')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('notNow')}</Button>
          <Button
            tone="primary"
            busy={retry.isPending}
            onClick={() => retry.mutate({ params: { id: workflowId }, body: { runId } })}
          >
            {t('retryConfirm', { count: willRunAgain.length })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ol className="flex flex-col gap-1.5">
          {willRunAgain.map((name, index) => (
            // The same step may run more than once.
            <li key={index} className="flex gap-3">
              <span className="figures w-4 shrink-0 text-right text-ink-3">{index + 1}</span>
              <span className="break-anywhere min-w-0">{plainName(name, t)}</span>
            </li>
          ))}
        </ol>
        <InlineError error={retry.error} />
      </div>
    </Dialog>
  );
};
