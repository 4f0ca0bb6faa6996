import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';
import { Spinner } from './spinner.tsx';

export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'danger';

const tones: Readonly<Record<ButtonTone, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-line-strong bg-canvas text-ink hover:bg-hover',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'bg-failed text-on-failed hover:opacity-90',
};

const sizes = { small: 'h-7 px-2 gap-1.5 text-small', medium: 'h-8 px-3 gap-2', large: 'h-10 px-4 gap-2' } as const;

export interface ButtonLook {
  tone?: ButtonTone;
  size?: keyof typeof sizes;
}

/** Looks of a button, for links that act as one: `<Link className={buttonClass({ tone: 'primary' })}>`. */
export const buttonClass = ({ tone = 'plain', size = 'medium' }: ButtonLook = {}): string =>
  cx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium',
    'transition-colors duration-100 disabled:opacity-50 aria-disabled:opacity-50',
    tones[tone],
    sizes[size],
  );

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  icon?: ReactNode;
  /** Shows a busy sign in place and ignores further clicks. */
  busy?: boolean;
}

export const Button = ({ tone, size, icon, busy = false, className, children, onClick, ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    {...(busy && { 'aria-disabled': true, 'aria-busy': true })}
    onClick={busy ? (event) => event.preventDefault() : onClick}
    className={cx(buttonClass({ ...(tone && { tone }), ...(size && { size }) }), className)}
  >
    {busy ? <Spinner /> : icon}
    {children}
  </button>
);
