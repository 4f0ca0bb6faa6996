import { useState } from 'react';
import { editableDecimal, shortDecimal } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { parseDecimal } from '../../lib/parse-decimal.ts';
import { cx } from '../../ui/class-names.ts';
import { quoteWords } from './quote-words.ts';

interface DecimalInputProps {
  label: string;
  /** Exact decimal string; null shows an empty field. */
  value: string | null;
  /** Called once with a changed, valid value; null when emptied and that is allowed. */
  onCommit: (value: string | null) => void;
  canBeEmpty?: boolean;
  disabled?: boolean;
  placeholder?: string;
  className?: string;
}

/** A number edited in place: Enter or leaving the field saves, Esc takes the old value back. */
export const DecimalInput = (props: DecimalInputProps) => {
  const { label, value, onCommit, canBeEmpty = false, disabled = false, placeholder, className } = props;
  const t = useWords(quoteWords);
  const locale = useLocale();
  const shown = value === null ? '' : editableDecimal(value, locale);
  // Null while nobody edits, so that a value from the server shows at once.
  const [draft, setDraft] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const commit = () => {
    if (draft === null) return;
    const isEmptied = draft.trim() === '' && canBeEmpty;
    const parsed = isEmptied ? null : parseDecimal(draft, locale);
    if (parsed === null && !isEmptied) return setWrong(true);
    setDraft(null);
    setWrong(false);
    const isSame = (parsed === null) === (value === null) && shortDecimal(parsed ?? '') === shortDecimal(value ?? '');
    if (!isSame) onCommit(parsed);
  };
  const revert = () => {
    setDraft(null);
    setWrong(false);
  };
  return (
    <input
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      placeholder={placeholder}
      disabled={disabled}
      value={draft ?? shown}
      {...(isWrong && { 'aria-invalid': true, title: t('notANumber', { example: editableDecimal('12.5', locale) }) })}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') revert();
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
