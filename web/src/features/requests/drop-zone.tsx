import { FileUp } from 'lucide-react';
import { useWords } from '../../lib/i18n.ts';
import { FilePicker } from './file-picker.tsx';
import { requestWords } from './request-words.ts';

/** The largest thing on the page as long as there is little else on it. */
export const DropZone = () => {
  const t = useWords(requestWords);
  return (
    <section className="mx-4 mb-8 flex flex-col items-center justify-center rounded-lg border border-dashed border-line-strong bg-frame px-6 py-14 text-center md:mx-8 md:min-h-80">
      <FileUp aria-hidden="true" strokeWidth={1.5} className="mb-4 size-9 text-accent" />
      <h2 className="text-title font-semibold tracking-tight">{t('dropTitle')}</h2>
      <p className="mt-2 mb-6 max-w-md text-ink-2">{t('dropHint')}</p>
      <FilePicker tone="primary" size="large">
        {t('chooseFiles')}
      </FilePicker>
    </section>
  );
};
