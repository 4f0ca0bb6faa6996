import type { ComponentProps, ReactNode } from 'react';
import { Field } from './field.tsx';
import { Input } from './input.tsx';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id' | 'value' | 'onChange' | 'className'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** Of the whole field, such as `col-span-2`. */
  className?: string | undefined;
}

/** A label with a line of text, and its hint or error. */
export const TextField = ({ label, hint, error, className, onChange, ...input }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error} {...(className !== undefined && { className })}>
    {(control) => (
      <Input autoComplete="off" {...input} {...control} onChange={(event) => onChange(event.target.value)} />
    )}
  </Field>
);
