import { useState } from 'react';
import { editableDecimal, formatDecimal, shortDecimal } from '../../lib/format-money.ts';
import { useLocale } from '../../lib/locale.ts';
import { parseDecimal } from '../../lib/parse-decimal.ts';

interface NumberDraftOptions {
  value: string | null;
  canBeEmpty: boolean;
  leastDecimals: number;
  onCommit: (value: string | null) => void;
}

/** What a number field shows while nobody edits it, while somebody types, and when the typed text is no number. */
export const useNumberDraft = ({ value, canBeEmpty, leastDecimals, onCommit }: NumberDraftOptions) => {
  const locale = useLocale();
  // Null while nobody types, so that a value from the server shows at once.
  const [draft, setDraft] = useState<string | null>(null);
  const [isFocused, setFocused] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const shown =
    value === null ? '' : isFocused ? editableDecimal(value, locale) : formatDecimal(value, locale, leastDecimals);
  const revert = (): void => {
    setDraft(null);
    setWrong(false);
  };
  const commit = (): void => {
    if (draft === null) return;
    const isEmptied = draft.trim() === '' && canBeEmpty;
    const parsed = isEmptied ? null : parseDecimal(draft, locale);
    if (parsed === null && !isEmptied) return setWrong(true);
    revert();
    const isSame = (parsed === null) === (value === null) && shortDecimal(parsed ?? '') === shortDecimal(value ?? '');
    if (!isSame) onCommit(parsed);
  };
  return {
    text: draft ?? shown,
    isWrong,
    example: editableDecimal('12.5', locale),
    setDraft,
    setFocused,
    commit,
    revert,
  };
};
