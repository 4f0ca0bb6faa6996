import type { WorkflowHealth } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import type { Tone } from '../../ui/badge.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { operationWords } from './operation-words.ts';

type Word = keyof typeof operationWords;

const healths: Readonly<Record<WorkflowHealth, readonly [Tone, Word]>> = {
  running: ['accent', 'healthRunning'],
  stuck: ['needs', 'healthStuck'],
  completed: ['done', 'healthCompleted'],
  failed: ['failed', 'healthFailed'],
  cancelled: ['neutral', 'healthCancelled'],
  terminated: ['failed', 'healthTerminated'],
  timed_out: ['failed', 'healthTimedOut'],
};

/** How a job is doing: shape, colour and word. */
export const HealthChip = ({ health }: { health: WorkflowHealth }) => {
  const t = useWords(operationWords);
  const [tone, word] = healths[health];
  return (
    <StateChip tone={tone} live={health === 'running'}>
      {t(word)}
    </StateChip>
  );
};
