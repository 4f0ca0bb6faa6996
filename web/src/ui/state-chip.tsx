import { Circle, CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { cx } from './class-names.ts';
import { Spinner } from './spinner.tsx';

const colours: Readonly<Record<Tone, string>> = {
  neutral: 'text-ink-3',
  accent: 'text-accent',
  done: 'text-done',
  needs: 'text-needs',
  failed: 'text-failed',
};

const icons: Readonly<Record<Tone, typeof Circle>> = {
  neutral: CircleDashed,
  accent: Circle,
  done: CircleCheck,
  needs: CircleAlert,
  failed: CircleX,
};

/** A state: a shape, a colour and a word; `live` turns the shape into a busy sign. */
export const StateChip = ({ tone, live = false, children }: { tone: Tone; live?: boolean; children: ReactNode }) => {
  const Icon = icons[tone];
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap">
      <span className={cx('inline-flex', colours[tone])}>
        {live ? <Spinner /> : <Icon aria-hidden="true" className="size-4" />}
      </span>
      <span className="truncate">{children}</span>
    </span>
  );
};
