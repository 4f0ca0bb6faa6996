import type { ReactNode } from 'react';
import { cx } from '../../ui/class-names.ts';

interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** For a table. */
  wide?: boolean;
  children?: ReactNode;
}

/** A section of the settings: its heading, what it is for, and its content at a readable width. */
export const Section = ({ title, description, actions, wide = false, children }: SectionProps) => (
  <section aria-label={title} className={cx('flex flex-col gap-4 px-4 md:px-8', wide ? 'max-w-5xl' : 'max-w-3xl')}>
    <header className="flex flex-wrap items-start justify-between gap-3 sm:flex-nowrap">
      <div className="min-w-0">
        <h2 className="text-lead font-semibold">{title}</h2>
        {description && <p className="mt-0.5 max-w-xl text-ink-2">{description}</p>}
      </div>
      {actions}
    </header>
    {children}
  </section>
);
