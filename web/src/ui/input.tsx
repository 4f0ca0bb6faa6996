import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';

/** Looks shared by all text controls. 16 px on phones, where smaller text makes the browser zoom in. */
export const controlClass =
  'w-full min-w-0 rounded-md border border-control bg-canvas px-2.5 text-lead md:text-body text-ink ' +
  'hover:border-ink-3 focus-visible:border-accent focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-ink-3 ' +
  'aria-invalid:border-failed';

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input {...rest} className={cx(controlClass, 'h-9 md:h-8', className)} />
);
