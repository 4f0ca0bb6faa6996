import { KeyRound } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { settingWords } from './setting-words.ts';

interface OneTimeNoteProps {
  title: string;
  text: string;
  values: readonly { label: string; value: string }[];
  onDone: () => void;
}

/** Something that is shown only now. It stays until the person says that it is saved: no Esc or click beside loses it. */
export const OneTimeNote = ({ title, text, values, onDone }: OneTimeNoteProps) => {
  const t = useWords(settingWords);
  const titleId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-labelledby={titleId} className="animate-appear rounded-lg border border-accent bg-accent-soft p-4">
      <h3 ref={heading} id={titleId} tabIndex={-1} className="flex items-center gap-2 font-semibold outline-none">
        <KeyRound aria-hidden="true" className="size-4 shrink-0 text-accent" />
        <span className="break-anywhere min-w-0">{title}</span>
      </h3>
      <p className="break-anywhere mt-1 mb-3 text-ink-2">{text}</p>
      <div className="flex flex-col gap-3">
        {values.map(({ label, value }) => (
          <Field key={label} label={label}>
            {(control) => (
              <span className="flex items-center gap-1">
                <Input
                  {...control}
                  readOnly
                  value={value}
                  onFocus={(event) => event.target.select()}
                  className="font-mono"
                />
                <CopyButton text={value} label={t('copyThis', { what: label })} />
              </span>
            )}
          </Field>
        ))}
        <div>
          <Button onClick={onDone}>{t('iHaveIt')}</Button>
        </div>
      </div>
    </section>
  );
};
