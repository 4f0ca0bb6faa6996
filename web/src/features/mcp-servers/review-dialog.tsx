import { useQueryClient } from '@tanstack/react-query';
import { mcpServerEndpoints, type McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { toast } from '../../ui/toast.ts';
import { rememberTool } from './remember-tool.ts';
import { ToolDefinition } from './tool-definition.tsx';
import { whyNotUsable } from './tool-looks.ts';
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
  return (
    <Dialog
      wide
      title={t('reviewTitle', { name: tool.name })}
      description={isOpen && whyNotUsable(tool, t)}
      onClose={onClose}
      footer={
        tool.state === 'held' && (
          <Button tone="primary" busy={curate.isPending} onClick={approve}>
            {t('approve')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3 pb-3">
        <InlineError error={curate.error} />
        <ToolDefinition tool={tool} />
      </div>
    </Dialog>
  );
};
