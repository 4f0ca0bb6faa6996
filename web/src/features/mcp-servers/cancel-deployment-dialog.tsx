import { useQueryClient } from '@tanstack/react-query';
import { mcpDeploymentEndpoints, type McpDeployment } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { deploymentChanged } from '../../lib/mcp-event-cache.ts';
import { useWrite } from '../../lib/query.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { deploymentWords } from './deployment-words.ts';

interface CancelDeploymentDialogProps {
  deployment: McpDeployment;
  onClose: () => void;
}

/** Asks before a deployment is ended, and says what happens to what was built. */
export const CancelDeploymentDialog = ({ deployment, onClose }: CancelDeploymentDialogProps) => {
  const t = useWords(deploymentWords);
  const queryClient = useQueryClient();
  const cancel = useWrite(mcpDeploymentEndpoints.cancel, {
    onSuccess: (changed) => {
      deploymentChanged(queryClient, changed);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('cancelTitle')}
      description={t('cancelText')}
      confirmLabel={t('cancelConfirm')}
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate({ params: { id: deployment.id } })}
      onClose={onClose}
    />
  );
};
