import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  className?: string;
  /** The content brings its own edges, such as a table. */
  flush?: boolean;
  children?: ReactNode;
}

/** A bordered section with an optional heading. */
export const Card = ({ title, description, actions, className, flush = false, children }: CardProps) => (
  <section className={cx('min-w-0 rounded-lg border border-line bg-canvas', className)}>
    {(title ?? actions) && (
      <header className={cx('flex flex-wrap items-start justify-between gap-3 px-4 pt-4', flush && 'pb-3')}>
        <div className="min-w-0">
          <h2 className="text-lead font-semibold">{title}</h2>
          {description && <p className="mt-0.5 text-ink-2">{description}</p>}
        </div>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </header>
    )}
    {children && <div className={flush ? 'min-w-0' : 'p-4'}>{children}</div>}
  </section>
);
