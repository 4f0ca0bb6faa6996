import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { StateMark } from './state-mark.tsx';

/** A state: a shape, a colour and a word; `live` turns the shape into a busy sign. */
export const StateChip = ({ tone, live = false, children }: { tone: Tone; live?: boolean; children: ReactNode }) => (
  <span className="inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap">
    <StateMark tone={tone} live={live} />
    <span className="truncate">{children}</span>
  </span>
);
