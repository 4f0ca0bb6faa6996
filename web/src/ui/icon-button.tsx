import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What the button does: its name for screen readers and its tooltip. */
  label: string;
  icon: ReactNode;
  size?: 'small' | 'medium';
}

/** A button that is only an icon. Targets are at least 28 px, 32 px by default (WCAG 2.2, 2.5.8). */
export const IconButton = ({ label, icon, size = 'medium', className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    {...rest}
    className={cx(
      'inline-flex shrink-0 items-center justify-center rounded-md text-ink-3 transition-colors duration-100',
      'hover:bg-hover hover:text-ink disabled:opacity-50 data-[state=open]:bg-hover data-[state=open]:text-ink',
      size === 'small' ? 'size-7' : 'size-8',
      className,
    )}
  >
    {icon}
  </button>
);
