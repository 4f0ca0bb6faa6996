import { useWords } from '../../lib/i18n.ts';
import { Duration } from '../../ui/duration.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { LogLines } from '../../ui/log-lines.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { ToolResult } from '../../ui/tool-result.tsx';
import { AskedNote } from './asked-note.tsx';
import { CallProgress } from './call-progress.tsx';
import { toolWords } from './tool-words.ts';
import type { Execution } from './use-execution.ts';

interface ExecutionViewProps {
  execution: Execution;
  onRunAsTask: () => void;
}

const tones = { running: 'accent', done: 'done', failed: 'failed', cancelled: 'neutral' } as const;

/** A call while it runs and what it answered. */
export const ExecutionView = ({ execution, onRunAsTask }: ExecutionViewProps) => {
  const t = useWords(toolWords);
  const { state, progress, log, result, error, startedAt, endedAt } = execution;
  if (state === 'idle' || startedAt === null) return null;
  const isToolError = result?.isError === true;
  return (
    <section aria-label={t('result')} className="flex flex-col gap-3 border-t pt-5">
      <div className="flex items-center justify-between gap-3">
        <h2 role="status" className="font-medium">
          <StateChip tone={isToolError ? 'failed' : tones[state]} live={state === 'running'}>
            {t(isToolError ? 'toolError' : state)}
          </StateChip>
        </h2>
        <span className="text-small text-ink-3">
          <Duration from={startedAt} to={endedAt} />
        </span>
      </div>
      {execution.question !== null && <AskedNote question={execution.question} onRunAsTask={onRunAsTask} />}
      {progress && state === 'running' && <CallProgress progress={progress} />}
      <InlineError error={error} />
      {result && <ToolResult result={result} />}
      {log.length > 0 && <LogLines label={t('messages')} lines={log} isLive={state === 'running'} />}
    </section>
  );
};
