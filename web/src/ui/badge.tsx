import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'done' | 'needs' | 'failed';

const tones: Readonly<Record<Tone, string>> = {
  neutral: 'bg-sunken text-ink-2',
  accent: 'bg-accent-soft text-accent',
  done: 'bg-done-soft text-done',
  needs: 'bg-needs-soft text-needs',
  failed: 'bg-failed-soft text-failed',
};

/** A short label. Its words carry the meaning; the colour only repeats it. */
export const Badge = ({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) => (
  <span
    className={cx(
      'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-small font-medium',
      tones[tone],
    )}
  >
    {icon}
    {children}
  </span>
);
