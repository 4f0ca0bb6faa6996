import { useEffect, useRef } from 'react';
import { useWords } from '../lib/i18n.ts';
import { Button } from './button.tsx';
import { InlineError } from './inline-error.tsx';
import { uiWords } from './ui-words.ts';

interface FormEndProps {
  submitLabel: string;
  busy: boolean;
  /** What is wrong, by field: the first field with an error gets the focus. */
  problems: Readonly<Record<string, unknown>>;
  error: unknown;
  onCancel: () => void;
}

/** The end of a form: what went wrong, and the buttons. */
export const FormEnd = ({ submitLabel, busy, problems, error, onCancel }: FormEndProps) => {
  const t = useWords(uiWords);
  const end = useRef<HTMLDivElement>(null);
  const hasProblems = Object.keys(problems).length > 0;
  useEffect(() => {
    if (Object.keys(problems).length > 0)
      end.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [problems]);
  return (
    <div ref={end} className="flex flex-col gap-3">
      {hasProblems ? (
        <p role="alert" className="text-failed">
          {t('checkFields')}
        </p>
      ) : (
        <InlineError error={error} />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="submit" tone="primary" busy={busy}>
          {submitLabel}
        </Button>
      </div>
    </div>
  );
};
