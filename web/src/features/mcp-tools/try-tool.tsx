import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { mcpTaskEndpoints } from '../../../../contracts/mcp-calls.ts';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { mcpTaskQuery } from '../../lib/mcp-queries.ts';
import { keyOf, useWrite } from '../../lib/query.ts';
import { withParam } from '../../lib/use-search-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { hintOf } from './queries.ts';
import { ToolInput } from './tool-input.tsx';
import { toolWords } from './tool-words.ts';
import { TriedCall } from './tried-call.tsx';
import { useToolInput } from './use-tool-input.ts';

/**
 * Runs a tool with what was typed; asks first when it may destroy something. Each try is a durable call, so that a tool
 * may ask something, and a reload finds the answer again (`?task=`).
 */
export const TryTool = ({ tool }: { tool: McpTool }) => {
  const t = useWords(toolWords);
  const input = useToolInput(tool);
  const [params, setParams] = useSearchParams();
  const taskId = params.get('task');
  const [asking, setAsking] = useState<Record<string, unknown> | null>(null);
  const { mutate, isPending, error } = useStartCall((id) =>
    setParams((before) => withParam(before, 'task', id), { replace: true, preventScrollReset: true }),
  );
  const run = (args: Record<string, unknown>) => mutate({ body: { tool: tool.name, arguments: args } });
  const begin = () => {
    const args = input.read();
    if (!args) return;
    if (hintOf(tool) === 'destroys') setAsking(args);
    else run(args);
  };
  return (
    <>
      <Form onSubmit={begin} busy={isPending} className="gap-5">
        <ToolInput input={input} />
        <InlineError error={error} />
        <div>
          <Button type="submit" tone="primary" busy={isPending}>
            {t('run')}
          </Button>
        </div>
      </Form>
      {taskId !== null && <TriedCall key={taskId} taskId={taskId} />}
      {asking && (
        <ConfirmDialog
          title={t('destructiveTitle')}
          description={t('destructiveText', { name: tool.name })}
          confirmLabel={t('runAnyway')}
          onConfirm={() => {
            run(asking);
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
};

const useStartCall = (onStarted: (taskId: string) => void) => {
  const queryClient = useQueryClient();
  return useWrite(mcpTaskEndpoints.create, {
    onSuccess: (task) => {
      queryClient.setQueryData(mcpTaskQuery(task.id).queryKey, task);
      void queryClient.invalidateQueries({ queryKey: keyOf(mcpTaskEndpoints.list) });
      onStarted(task.id);
    },
  });
};
