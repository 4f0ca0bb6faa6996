import { useQueryClient } from '@tanstack/react-query';
import { mcpTaskEndpoints, type McpTask } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { taskChanged } from '../../lib/mcp-event-cache.ts';
import { useWrite } from '../../lib/query.ts';
import { InlineError } from '../../ui/inline-error.tsx';
import { Question } from './question.tsx';
import { taskWords } from './task-words.ts';

/** What a task waits for: one form for each question. Each is answered by itself. */
export const TaskQuestions = ({ task }: { task: McpTask }) => {
  const t = useWords(taskWords);
  const queryClient = useQueryClient();
  const answer = useWrite(mcpTaskEndpoints.answer, {
    onSuccess: (changed) => taskChanged(queryClient, changed),
  });
  return (
    <section aria-label={t('questions')} className="flex flex-col gap-4 rounded-lg border border-accent p-4">
      <div>
        <h2 className="text-lead font-semibold">{t('questions')}</h2>
        <p className="text-small text-ink-3">{t('questionNote', { name: task.serverName })}</p>
      </div>
      <InlineError error={answer.error} />
      {Object.entries(task.inputRequests).map(([key, request]) => (
        <Question
          key={key}
          request={request}
          busy={answer.isPending}
          onAnswer={(response) =>
            answer.mutate({ params: { id: task.id }, body: { inputResponses: { [key]: response } } })
          }
        />
      ))}
    </section>
  );
};
