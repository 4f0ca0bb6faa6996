import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';
import { controlClass } from './input.tsx';

interface SelectProps extends ComponentProps<'select'> {
  options: readonly { value: string; label: string }[];
}

/** The browser's own select: it is the best one on phones and for screen readers. */
export const Select = ({ options, className, ...rest }: SelectProps) => (
  <span className="relative block min-w-0">
    <select {...rest} className={cx(controlClass, 'h-9 appearance-none truncate pr-8 md:h-8', className)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
    <ChevronDown
      aria-hidden="true"
      className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-ink-3"
    />
  </span>
);
