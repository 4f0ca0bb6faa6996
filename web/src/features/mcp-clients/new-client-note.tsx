import { KeyRound } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import type { NewClient } from './client-dialog.tsx';
import { clientWords } from './client-words.ts';
import { ConfigList } from './config-list.tsx';

/** The configuration of a new client, with its secret if it has one. It stays until the person says that it is saved. */
export const NewClientNote = ({ created, onDone }: { created: NewClient; onDone: () => void }) => {
  const t = useWords(clientWords);
  const titleId = useId();
  const hasSecret = created.client.auth === 'service-account';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      aria-labelledby={titleId}
      className="flex animate-appear flex-col gap-4 rounded-lg border border-accent bg-accent-soft p-4"
    >
      <div>
        <h2 ref={heading} id={titleId} tabIndex={-1} className="flex items-center gap-2 font-semibold outline-none">
          <KeyRound aria-hidden="true" className="size-4 shrink-0 text-accent" />
          <span className="break-anywhere min-w-0">{t('created', { name: created.client.name })}</span>
        </h2>
        <p className="mt-1 text-ink-2">{t(hasSecret ? 'createdText' : 'createdOauth')}</p>
      </div>
      <div className="flex flex-col gap-3 rounded-md bg-canvas p-3">
        <ConfigList configs={created.configs} />
      </div>
      <div>
        <Button onClick={onDone}>{t(hasSecret ? 'done' : 'close')}</Button>
      </div>
    </section>
  );
};
