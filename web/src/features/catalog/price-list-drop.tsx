import { FileSpreadsheet } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/class-names.ts';
import { importWords } from './import-words.ts';

interface PriceListDropProps {
  /** Name of the file that is being read; null while none is. */
  readingName: string | null;
  onFile: (file: File) => void;
}

/** Takes one price list, dropped or chosen. */
export const PriceListDrop = ({ readingName, onFile }: PriceListDropProps) => {
  const t = useWords(importWords);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isSeveral, setSeveral] = useState(false);

  const take = (files: FileList | null) => {
    const [file, ...others] = Array.from(files ?? []);
    setSeveral(others.length > 0);
    if (file && others.length === 0 && readingName === null) onFile(file);
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };

  return (
    <div
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
      className={cx(
        'flex min-h-80 flex-col items-center justify-center rounded-lg border border-dashed px-6 py-12 text-center',
        'transition-colors duration-100',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      <FileSpreadsheet aria-hidden="true" className="mb-3 size-7 text-ink-3" />
      <h2 className="text-lead font-semibold">{t('drop')}</h2>
      <p className="mt-1 max-w-md text-ink-2">{t('dropText')}</p>
      <Button
        tone="primary"
        size="large"
        className="mt-5 max-w-full"
        busy={readingName !== null}
        onClick={() => input.current?.click()}
      >
        <span className="truncate">{readingName === null ? t('choose') : t('reading', { name: readingName })}</span>
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,.pdf,text/csv"
        aria-label={t('choose')}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <p role="status" className="mt-3 text-failed empty:hidden">
        {isSeveral && t('oneFile')}
      </p>
    </div>
  );
};
