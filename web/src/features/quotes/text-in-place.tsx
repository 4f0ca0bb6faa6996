import { useState } from 'react';
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
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const next = draft?.trim();
    setDraft(null);
    if (next !== undefined && next !== (value ?? '')) onCommit(next === '' ? null : next);
  };
  return (
    <input
      type={type}
      aria-label={label}
      disabled={disabled}
      maxLength={200}
      placeholder="–"
      value={draft ?? value ?? ''}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setDraft(null);
      }}
      className={cx(
        '-ml-1.5 h-7 w-full min-w-0 rounded-md border border-transparent bg-transparent px-[5px] text-lead md:text-body',
        'hover:border-control focus:border-accent focus:bg-canvas disabled:hover:border-transparent',
      )}
    />
  );
};
