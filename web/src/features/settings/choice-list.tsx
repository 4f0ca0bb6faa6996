import { useId } from 'react';

interface ChoiceListProps<V extends string> {
  legend: string;
  hint?: string;
  options: readonly { value: V; label: string; lang?: string }[];
  value: V;
  onChange: (value: V) => void;
}

/** One choice out of a few, one under the other. */
export const ChoiceList = <V extends string>({ legend, hint, options, value, onChange }: ChoiceListProps<V>) => {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="mb-2 font-medium">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} lang={option.lang} className="flex w-fit cursor-pointer items-center gap-2.5">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="size-4 accent-accent"
          />
          {option.label}
        </label>
      ))}
      {hint !== undefined && <p className="text-small text-ink-3">{hint}</p>}
    </fieldset>
  );
};
