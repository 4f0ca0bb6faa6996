import { useQueryClient } from '@tanstack/react-query';
import { operationEndpoints, type WorkflowDetail } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { toast } from '../../ui/toast.ts';
import { operationWords } from './operation-words.ts';
import { rememberWorkflow } from './queries.ts';

interface CancelDialogProps {
  workflow: WorkflowDetail;
  onClose: () => void;
}

const consequences = {
  document: 'cancelDocument',
  quote: 'cancelQuote',
  'mcp-deployment': 'cancelDeployment',
  'mcp-server': 'cancelOther',
  'mcp-task': 'cancelCall',
} as const;

/** Asks before a job is ended, and says what that costs. */
export const CancelDialog = ({ workflow, onClose }: CancelDialogProps) => {
  const t = useWords(operationWords);
  const queryClient = useQueryClient();
  const { subject, workflowId, runId } = workflow;
  const cancel = useWrite(operationEndpoints.cancel, {
    onSuccess: (changed) => {
      rememberWorkflow(queryClient, changed);
      toast(t('cancelled'), { tone: 'done' });
      onClose();
    },
  });
  const consequence = subject === null ? t('cancelOther') : t(consequences[subject.kind], { label: subject.label });
  return (
    <Dialog
      title={t('cancelTitle')}
      description={consequence}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('keepRunning')}</Button>
          <Button
            tone="danger"
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: workflowId }, body: { runId } })}
          >
            {t('cancelJob')}
          </Button>
        </>
      }
    >
      {cancel.error && <InlineError error={cancel.error} />}
    </Dialog>
  );
};
