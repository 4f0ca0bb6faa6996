import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { serverWords } from './server-words.ts';
import { useServerActions } from './use-server-actions.ts';

/** Asks before a server goes, and says what goes with it. */
export const RemoveDialog = ({ server, onClose }: { server: McpServer; onClose: () => void }) => {
  const t = useWords(serverWords);
  const { remove } = useServerActions();
  return (
    <ConfirmDialog
      title={t('removeTitle', { name: server.title })}
      description={t('removeText', { count: server.toolCount })}
      confirmLabel={t('remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: { id: server.id } }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
};
