import type { Progress } from './await-quote.ts';

export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Leaves the terminal clean for what follows. */
  end(): void;
}

const names: Readonly<Record<string, string>> = {
  upload: 'Uploading',
  waiting: 'Waiting',
  sniff: 'Recognising the file type',
  extract: 'Reading',
  recognise: 'Finding the lines',
  done: 'Finding the lines',
  matching: 'Matching',
  pricing: 'Pricing',
  rendering: 'Writing the PDF',
  review: 'Matched',
  ready: 'Ready',
};
const barWidth = 24;

/** A bar per stage on a terminal, a line per stage elsewhere. Writes to standard error: the result has standard output. */
export const createProgressDisplay = (out: NodeJS.WriteStream = process.stderr): ProgressDisplay => {
  const isTerminal = out.isTTY;
  let stage = '';
  const show = (progress: Progress): void => {
    const isNew = progress.stage !== stage;
    if (!isTerminal) {
      if (isNew) out.write(`${nameOf(progress.stage)} …\n`);
    } else {
      if (isNew && stage !== '') out.write('\n');
      out.write(`\r\u001B[K${nameOf(progress.stage).padEnd(26)} ${barOf(progress)}`);
    }
    stage = progress.stage;
  };
  return {
    show,
    end: () => {
      if (isTerminal && stage !== '') out.write('\n');
    },
  };
};

const nameOf = (stage: string): string => names[stage] ?? stage;

const barOf = ({ done, total }: Progress): string => {
  if (total === 0) return '';
  const filled = Math.round((Math.min(done, total) / total) * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done}/${total}`;
};
