import { CallToolResult, type McpTask, type ToolMessage } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { stableJson } from '../../lib/stable-json.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Duration } from '../../ui/duration.tsx';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ToolResult } from '../../ui/tool-result.tsx';
import { CallProgress } from './call-progress.tsx';
import { TaskChip } from './task-chip.tsx';
import { TaskQuestions } from './task-questions.tsx';
import { taskWords } from './task-words.ts';

const lineOf = ({ level, logger, text }: ToolMessage): string =>
  `${level}${logger === null ? '' : ` ${logger}`}: ${text}`;

/** State, progress, questions, result and messages of a task. */
export const TaskView = ({ task }: { task: McpTask }) => {
  const t = useWords(taskWords);
  const result = CallToolResult.safeParse(task.result);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <div role="status" className="font-medium">
          <TaskChip status={task.status} />
        </div>
        {task.statusMessage !== null && (
          <p className="break-anywhere text-ink-2">{task.statusMessage.slice(0, 1_000)}</p>
        )}
        {task.progress && task.status === 'working' && <CallProgress progress={task.progress} />}
      </div>
      {task.status === 'input_required' && <TaskQuestions task={task} />}
      {task.result !== null && (
        <section aria-label={t('result')} className="flex flex-col gap-3">
          <h2 className="text-lead font-semibold">{t('result')}</h2>
          {result.success ? (
            <ToolResult result={result.data} />
          ) : (
            <CodeBlock label={t('result')} text={stableJson(task.result)} />
          )}
        </section>
      )}
      {task.messages.length > 0 && <CodeBlock label={t('messages')} text={task.messages.map(lineOf).join('\n')} />}
      <Facts
        facts={[
          { label: t('server'), value: task.serverName },
          { label: t('started'), value: <RelativeTime instant={task.createdAt} /> },
          { label: t('took'), value: <Duration from={task.createdAt} to={task.endedAt} /> },
        ]}
      />
    </div>
  );
};
