import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

interface FormProps {
  /** Called when it is sent; not while `busy`. */
  onSubmit: () => void;
  busy: boolean;
  className?: string;
  children: ReactNode;
}

/** A form that says itself what is wrong with its fields instead of leaving it to the browser. */
export const Form = ({ onSubmit, busy, className, children }: FormProps) => (
  <form
    noValidate
    className={cx('flex flex-col', className ?? 'gap-4')}
    onSubmit={(event) => {
      event.preventDefault();
      if (!busy) onSubmit();
    }}
  >
    {children}
  </form>
);
