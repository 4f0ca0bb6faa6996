import type { WorkflowDetail } from '../../../../contracts/operations.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { operationWords } from './operation-words.ts';

export type Step = WorkflowDetail['steps'][number];

/** Tone and word of each state of a step. */
export const stepLooks: Readonly<Record<Step['state'], readonly [Tone, keyof typeof operationWords]>> = {
  pending: ['neutral', 'stepPending'],
  running: ['accent', 'stepRunning'],
  retrying: ['needs', 'stepRetrying'],
  completed: ['done', 'stepCompleted'],
  failed: ['failed', 'stepFailed'],
  cancelled: ['neutral', 'stepCancelled'],
  timed_out: ['failed', 'stepTimedOut'],
};
