import { Pause, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { formatBytes } from '../../lib/format-date.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { requestWords } from './request-words.ts';
import type { UnfinishedUpload } from './resumable-upload.ts';
import { addUploads } from './upload-store.ts';
import type { Unfinished } from './use-unfinished.ts';

/** Offers to go on with uploads that a reload cut off. The browser forgets the file, so it has to be chosen again. */
export const UnfinishedUploads = ({ unfinished }: { unfinished: Unfinished }) =>
  unfinished.items.map((item) => (
    <UnfinishedRow key={item.previous.urlStorageKey} item={item} onForget={() => unfinished.forget(item)} />
  ));

const UnfinishedRow = ({ item, onForget }: { item: UnfinishedUpload; onForget: () => void }) => {
  const t = useWords(requestWords);
  const locale = useLocale();
  const ref = useRef<HTMLInputElement>(null);
  const [isOther, setOther] = useState(false);
  const choose = (file: File | undefined) => {
    if (!file) return;
    const isSame = file.name === item.fileName && file.size === item.sizeBytes;
    setOther(!isSame);
    if (isSame) addUploads([file]);
  };
  return (
    <li className="flex gap-3 border-b px-4 py-3 last:border-b-0">
      <Pause aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-needs" />
      <div className="min-w-0 grow">
        <p className="truncate font-medium">
          {item.fileName}{' '}
          {item.sizeBytes !== null && (
            <span className="font-normal text-ink-3">{formatBytes(item.sizeBytes, locale)}</span>
          )}
        </p>
        <p className="text-small text-ink-3">{t('unfinished')}</p>
        {isOther && (
          <p role="alert" className="text-small text-failed">
            {t('otherFile', { name: item.fileName })}
          </p>
        )}
        <input ref={ref} type="file" hidden onChange={(event) => choose(event.target.files?.[0])} />
        <Button size="small" className="mt-2" onClick={() => ref.current?.click()}>
          {t('chooseAgain')}
        </Button>
      </div>
      <IconButton size="small" label={t('cancelUpload')} icon={<X className="size-4" />} onClick={onForget} />
    </li>
  );
};
