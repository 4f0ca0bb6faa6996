import { useQueryClient } from '@tanstack/react-query';
import { mcpServerEndpoints, type McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { stableJson } from '../../lib/stable-json.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DiffView } from '../../ui/diff-view.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { toast } from '../../ui/toast.ts';
import { rememberTool } from './remember-tool.ts';
import { comparedParts, currentDefinition } from './tool-looks.ts';
import { toolWords } from './tool-words.ts';

/** Shows what a tool says of itself, beside what was approved before, and approves exactly what is shown. */
export const ReviewDialog = ({ tool, onClose }: { tool: McpTool; onClose: () => void }) => {
  const t = useWords(toolWords);
  const queryClient = useQueryClient();
  const curate = useWrite(mcpServerEndpoints.curateTool, {
    onSuccess: (saved) => {
      rememberTool(queryClient, saved);
      toast(t('approved', { name: saved.name }), { tone: 'done' });
      onClose();
    },
  });
  const approve = () =>
    curate.mutate({
      params: { id: tool.serverId, tool: tool.originalName },
      body: { approveHash: tool.currentHash },
    });
  const isOpen = tool.state !== 'approved';
  const now = currentDefinition(tool);
  const before = tool.approvedDefinition;
  return (
    <Dialog
      wide
      title={t('reviewTitle', { name: tool.name })}
      description={tool.reason ?? (isOpen && t(tool.state === 'held' ? 'heldText' : 'quarantinedText'))}
      onClose={onClose}
      footer={
        isOpen && (
          <Button tone="primary" busy={curate.isPending} onClick={approve}>
            {t('approve')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3 pb-3">
        <InlineError error={curate.error} />
        {isOpen && before ? (
          <DiffView label={t('difference')} before={comparedParts(before)} after={now} />
        ) : (
          <>
            {isOpen && tool.approvedHash !== null && <p className="text-small text-ink-3">{t('noBefore')}</p>}
            <CodeBlock label={t('definition')} text={stableJson(now)} />
          </>
        )}
      </div>
    </Dialog>
  );
};
