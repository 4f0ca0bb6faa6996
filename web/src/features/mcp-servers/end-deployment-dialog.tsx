import { useQueryClient } from '@tanstack/react-query';
import { mcpDeploymentEndpoints, type McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { deploymentChanged } from '../../lib/mcp-event-cache.ts';
import { useWrite } from '../../lib/query.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { deploymentWords } from './deployment-words.ts';

interface EndDeploymentDialogProps {
  /** `forget`: of a removal that waits for its agent. */
  how: 'cancel' | 'forget';
  deployment: McpDeployment;
  onClose: () => void;
}

/** Asks before a deployment is ended, and says what happens to what was built or is left. */
export const EndDeploymentDialog = ({ how, deployment, onClose }: EndDeploymentDialogProps) => {
  const t = useWords(deploymentWords);
  const queryClient = useQueryClient();
  const end = useWrite(mcpDeploymentEndpoints[how], {
    onSuccess: (changed) => {
      deploymentChanged(queryClient, changed);
      onClose();
    },
  });
  const isForget = how === 'forget';
  return (
    <ConfirmDialog
      title={t(isForget ? 'forgetTitle' : 'cancelTitle')}
      description={t(isForget ? 'forgetText' : deployment.kind === 'remove' ? 'cancelRemovalText' : 'cancelText')}
      confirmLabel={t(isForget ? 'forget' : 'cancelConfirm')}
      busy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate({ params: { id: deployment.id } })}
      onClose={onClose}
    />
  );
};
