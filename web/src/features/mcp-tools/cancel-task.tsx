import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mcpTaskEndpoints, type McpTask } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { taskChanged } from '../../lib/mcp-event-cache.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { isOpenTask } from './task-looks.ts';
import { taskWords } from './task-words.ts';

/** Ends a call that is not over; asks first. */
export const CancelTask = ({ task }: { task: McpTask }) => {
  const t = useWords(taskWords);
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const cancel = useWrite(mcpTaskEndpoints.cancel, {
    onSuccess: (changed) => {
      taskChanged(queryClient, changed);
      setAsking(false);
    },
  });
  return (
    <>
      {isOpenTask(task) && <Button onClick={() => setAsking(true)}>{t('cancel')}</Button>}
      {isAsking && (
        <ConfirmDialog
          title={t('cancelTitle')}
          description={t('cancelText')}
          confirmLabel={t('cancelConfirm')}
          busy={cancel.isPending}
          error={cancel.error}
          onConfirm={() => cancel.mutate({ params: { id: task.id } })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
