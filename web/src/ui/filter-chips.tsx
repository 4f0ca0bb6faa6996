import { cx } from './class-names.ts';
import { useActiveInView } from './use-active-in-view.ts';

interface FilterChipsProps<V extends string> {
  label: string;
  options: readonly { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
}

/** One choice out of a few, in one row. */
export const FilterChips = <V extends string>({ label, options, value, onChange }: FilterChipsProps<V>) => (
  <div
    ref={useActiveInView(`[data-value="${value}"]`)}
    role="group"
    aria-label={label}
    className="flex max-w-full gap-1 overflow-x-auto"
  >
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        data-value={option.value}
        aria-pressed={option.value === value}
        onClick={() => onChange(option.value)}
        className={cx(
          'h-7 shrink-0 whitespace-nowrap rounded-md px-2.5 transition-colors duration-100',
          option.value === value
            ? 'bg-accent-soft font-medium text-accent'
            : 'text-ink-2 hover:bg-hover hover:text-ink',
        )}
      >
        {option.label}
      </button>
    ))}
  </div>
);
