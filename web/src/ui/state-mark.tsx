import { Circle, CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
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

/** The shape and colour of a state, for beside its word; `live` turns the shape into a busy sign. */
export const StateMark = ({ tone, live = false }: { tone: Tone; live?: boolean }) => {
  const Icon = icons[tone];
  return (
    <span className={cx('inline-flex', colours[tone])}>
      {live ? <Spinner /> : <Icon aria-hidden="true" className="size-4" />}
    </span>
  );
};
