import type { SourceMark } from '../../lib/source-mark.ts';
import { cx } from '../../ui/class-names.ts';

const tones: Readonly<Record<SourceMark['tone'], { rest: string; lit: string }>> = {
  done: { rest: 'fill-done/8 stroke-done/45', lit: 'fill-done/25 stroke-done' },
  needs: { rest: 'fill-needs/12 stroke-needs/60', lit: 'fill-needs/30 stroke-needs' },
  muted: { rest: 'fill-ink-3/6 stroke-ink-3/40', lit: 'fill-ink-3/20 stroke-ink-3' },
  field: { rest: 'fill-accent/6 stroke-accent/35', lit: 'fill-accent/22 stroke-accent' },
};

/** Looks of a region drawn over a page. */
export const regionClass = (tone: SourceMark['tone'], isLit: boolean): string =>
  cx('transition-colors duration-100', isLit ? tones[tone].lit : tones[tone].rest);

const texts: Readonly<Record<SourceMark['tone'], { rest: string; lit: string }>> = {
  done: { rest: 'bg-done/8', lit: 'bg-done/25' },
  needs: { rest: 'bg-needs/12', lit: 'bg-needs/30' },
  muted: { rest: 'bg-ink-3/6', lit: 'bg-ink-3/20' },
  field: { rest: 'bg-accent/6', lit: 'bg-accent/22' },
};

/** Looks of a marked row or run of text. */
export const textMarkClass = (tone: SourceMark['tone'], isLit: boolean): string =>
  cx('transition-colors duration-100', isLit ? texts[tone].lit : texts[tone].rest);
