import { useQueryClient } from '@tanstack/react-query';
import { mcpToolEndpoints } from '../../../../contracts/mcp-calls.ts';
import { mcpServerEndpoints, type McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { mcpServerQuery, mcpServerToolsQuery } from '../../lib/mcp-queries.ts';
import { keyOf, useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { toast } from '../../ui/toast.ts';
import { ToolDefinition } from './tool-definition.tsx';
import { toolWords } from './tool-words.ts';

interface ApproveHeldDialogProps {
  serverId: string;
  tools: readonly McpTool[];
  onClose: () => void;
}

/** Every held tool of a server with what changed; approves exactly what is shown, all or none. */
export const ApproveHeldDialog = ({ serverId, tools, onClose }: ApproveHeldDialogProps) => {
  const t = useWords(toolWords);
  const queryClient = useQueryClient();
  const approve = useWrite(mcpServerEndpoints.approveTools, {
    onSuccess: (saved) => {
      queryClient.setQueryData(mcpServerToolsQuery(serverId).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: mcpServerQuery(serverId).queryKey });
      void queryClient.invalidateQueries({ queryKey: keyOf(mcpToolEndpoints.list) });
      toast(t('approvedAll', { count: tools.length }), { tone: 'done' });
      onClose();
    },
  });
  const seen = tools.map(({ originalName, currentHash }) => ({ name: originalName, hash: currentHash }));
  return (
    <Dialog
      wide
      title={t('reviewAllTitle', { count: tools.length })}
      description={t('reviewAllText')}
      onClose={onClose}
      footer={
        <Button
          tone="primary"
          busy={approve.isPending}
          onClick={() => approve.mutate({ params: { id: serverId }, body: { tools: seen } })}
        >
          {t('approveAll', { count: tools.length })}
        </Button>
      }
    >
      <div className="flex flex-col gap-6 pb-3">
        <InlineError error={approve.error} />
        {tools.map((tool) => (
          <section key={tool.originalName} aria-label={tool.name} className="flex flex-col gap-2">
            <h3 className="break-anywhere font-medium">{tool.name}</h3>
            {tool.reason !== null && <p className="text-small text-needs">{tool.reason}</p>}
            <ToolDefinition tool={tool} />
          </section>
        ))}
      </div>
    </Dialog>
  );
};
