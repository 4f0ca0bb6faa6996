import { useId, type ReactNode } from 'react';
import { cx } from './class-names.ts';

/** What the control inside a field needs to be named and described by it. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}

/** A label, a control, and its hint or error: `<Field label="Name">{(control) => <Input {...control} />}</Field>`. */
export const Field = ({ label, hint, error, labelHidden = false, className, children }: FieldProps) => {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error ?? hint);
  return (
    <div className={cx('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'font-medium text-ink'}>
        {label}
      </label>
      {children({ id, 'aria-describedby': hasNote ? noteId : undefined, 'aria-invalid': error ? true : undefined })}
      {hasNote && (
        <p id={noteId} className={cx('text-small', error ? 'text-failed' : 'text-ink-3')}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
};
