import { useState } from 'react';
import { mcpLogEndpoints, type McpLogDetail } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ToolResult } from '../../ui/tool-result.tsx';
import { logWords } from './log-words.ts';

/** Sends a logged call of a tool again, as this person, and shows the answer; says why where it cannot. */
export const Replay = ({ entry }: { entry: McpLogDetail }) => {
  const t = useWords(logWords);
  const mayUse = useCan('mcp-tools:use');
  const [isAsking, setAsking] = useState(false);
  const replay = useWrite(mcpLogEndpoints.replay, { onSuccess: () => setAsking(false) });
  if (!mayUse || entry.method !== 'tools/call') return null;
  if (!entry.replayable) return <p className="text-small text-ink-3">{t('notReplayable')}</p>;
  return (
    <section aria-label={t('replay')} className="flex flex-col gap-3">
      <div>
        <Button onClick={() => setAsking(true)}>{t('replay')}</Button>
      </div>
      {replay.data && (
        <div role="status" className="flex flex-col gap-2">
          <h3 className="font-medium">{t('replayed')}</h3>
          <ToolResult result={replay.data} />
        </div>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t('replayTitle')}
          description={t('replayText')}
          confirmLabel={t('replay')}
          busy={replay.isPending}
          error={replay.error}
          onConfirm={() => replay.mutate({ params: { id: entry.id } })}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
};
