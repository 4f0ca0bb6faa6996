import { useState } from 'react';
import { formatDay } from '../../lib/format-date.ts';
import { useLocale } from '../../lib/locale.ts';
import { cx } from '../../ui/class-names.ts';

interface TextInPlaceProps {
  label: string;
  value: string | null;
  onCommit: (value: string | null) => void;
  disabled: boolean;
  type?: 'text' | 'date';
}

/** A text or day edited in place: Enter or leaving saves, Esc takes the old value back. */
export const TextInPlace = ({ label, value, onCommit, disabled, type = 'text' }: TextInPlaceProps) => {
  const locale = useLocale();
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const next = draft?.trim();
    setDraft(null);
    if (next !== undefined && next !== (value ?? '')) onCommit(next === '' ? null : next);
  };
  // A day reads in the language of the app, not in the browser's; while it is edited the browser's own field shows.
  const day = type === 'date' && value !== null ? formatDay(value, locale) : null;
  const input = (
    <input
      type={type}
      aria-label={label}
      disabled={disabled}
      maxLength={200}
      placeholder="–"
      title={day ?? value ?? undefined}
      value={draft ?? value ?? ''}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setDraft(null);
      }}
      className={cx(
        '-ml-1.5 peer h-7 w-full min-w-0 rounded-md border border-transparent bg-transparent px-[5px] text-lead text-ellipsis md:text-body',
        'hover:border-control focus:border-accent focus:bg-canvas disabled:hover:border-transparent',
        day !== null && 'not-focus:text-transparent',
      )}
    />
  );
  if (day === null) return input;
  return (
    <div className="relative">
      {input}
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-0 flex items-center text-lead peer-focus:hidden md:text-body"
      >
        {day}
      </span>
    </div>
  );
};
