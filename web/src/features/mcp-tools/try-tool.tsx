import { useState } from 'react';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { ExecutionView } from './execution-view.tsx';
import { hintOf } from './queries.ts';
import { ToolInput } from './tool-input.tsx';
import { toolWords } from './tool-words.ts';
import { useExecution } from './use-execution.ts';
import { useStartTask } from './use-start-task.ts';
import { useToolInput } from './use-tool-input.ts';

type Way = 'now' | 'task';

/** Runs a tool with what was typed, at once or as a task; asks first when it may destroy something. */
export const TryTool = ({ tool }: { tool: McpTool }) => {
  const t = useWords(toolWords);
  const input = useToolInput(tool);
  const { execution, run, cancel } = useExecution();
  const task = useStartTask();
  const [asking, setAsking] = useState<{ way: Way; args: Record<string, unknown> } | null>(null);
  const isRunning = execution.state === 'running';
  const go = (way: Way, args: Record<string, unknown>) =>
    way === 'now' ? void run(tool.name, args) : task.mutate({ body: { tool: tool.name, arguments: args } });
  const begin = (way: Way) => {
    const args = input.read();
    if (!args) return;
    if (hintOf(tool) === 'destroys') setAsking({ way, args });
    else go(way, args);
  };
  return (
    <>
      <Form onSubmit={() => begin('now')} busy={isRunning} className="gap-5">
        <ToolInput input={input} />
        <InlineError error={task.error} />
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" tone="primary" busy={isRunning}>
            {t('run')}
          </Button>
          {isRunning && <Button onClick={cancel}>{t('cancel')}</Button>}
          <Button busy={task.isPending} title={t('runAsTaskHint')} onClick={() => begin('task')}>
            {t('runAsTask')}
          </Button>
        </div>
      </Form>
      <ExecutionView execution={execution} onRunAsTask={() => begin('task')} />
      {asking && (
        <ConfirmDialog
          title={t('destructiveTitle')}
          description={t('destructiveText', { name: tool.name })}
          confirmLabel={t('runAnyway')}
          onConfirm={() => {
            go(asking.way, asking.args);
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
};
