import { useWords } from '../../lib/i18n.ts';
import { cx } from '../../ui/class-names.ts';
import { quoteWords } from './quote-words.ts';
import { useNumberDraft } from './use-number-draft.ts';

interface DecimalInputProps {
  label: string;
  /** Exact decimal string; null shows an empty field. */
  value: string | null;
  /** Called once with a changed, valid value; null when emptied and that is allowed. */
  onCommit: (value: string | null) => void;
  canBeEmpty?: boolean;
  disabled?: boolean;
  /** Decimals that are shown even when they are zero. */
  leastDecimals?: number;
  placeholder?: string;
  className?: string;
}

/** A number edited in place: Enter or leaving the field saves, Esc takes the old value back. */
export const DecimalInput = (props: DecimalInputProps) => {
  const {
    label,
    value,
    onCommit,
    canBeEmpty = false,
    disabled = false,
    leastDecimals = 0,
    placeholder,
    className,
  } = props;
  const t = useWords(quoteWords);
  const draft = useNumberDraft({ value, canBeEmpty, leastDecimals, onCommit });
  return (
    <input
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      placeholder={placeholder}
      disabled={disabled}
      value={draft.text}
      {...(draft.isWrong && { 'aria-invalid': true, title: t('notANumber', { example: draft.example }) })}
      onFocus={({ target }) => {
        draft.setFocused(true);
        // Once the editable form is drawn, so that all of it is selected.
        requestAnimationFrame(() => target.select());
      }}
      onChange={(event) => draft.setDraft(event.target.value)}
      onBlur={() => {
        draft.setFocused(false);
        draft.commit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') draft.commit();
        if (event.key === 'Escape') draft.revert();
      }}
      className={cx(
        'figures h-8 w-full min-w-0 rounded-md border border-line bg-transparent px-1.5 text-right text-lead md:h-7 md:border-transparent md:text-body',
        'hover:border-control focus:border-accent focus:bg-canvas disabled:hover:border-transparent',
        'aria-invalid:border-failed aria-invalid:bg-failed-soft',
        className,
      )}
    />
  );
};
