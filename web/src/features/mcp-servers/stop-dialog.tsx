import type { McpServer } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { serverWords } from './server-words.ts';
import { useServerActions } from './use-server-actions.ts';

/** Asks before the tools of a server stop working. */
export const StopDialog = ({ server, onClose }: { server: McpServer; onClose: () => void }) => {
  const t = useWords(serverWords);
  const { stop } = useServerActions();
  return (
    <ConfirmDialog
      title={t('stopTitle', { name: server.title })}
      description={t('stopText')}
      confirmLabel={t('stop')}
      busy={stop.isPending}
      error={stop.error}
      onConfirm={() => stop.mutate({ params: { id: server.id } }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
};
