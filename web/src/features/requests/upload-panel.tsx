import { X } from 'lucide-react';
import { useWords } from '../../lib/i18n.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { requestWords } from './request-words.ts';
import { UnfinishedUploads } from './unfinished-uploads.tsx';
import { UploadRow } from './upload-row.tsx';
import { clearFinished } from './upload-store.ts';
import { useUnfinished } from './use-unfinished.ts';
import { useUploads } from './use-uploads.ts';

/** The uploads under way, in a corner of every page. */
export const UploadPanel = () => {
  const t = useWords(requestWords);
  const uploads = useUploads();
  const unfinished = useUnfinished(uploads);
  if (uploads.length === 0 && unfinished.items.length === 0) return null;
  const active = uploads.filter(({ state }) => state === 'queued' || state === 'sending').length;
  const heading = active > 0 ? t('uploadsOf', { count: active }) : uploads.length > 0 ? t('uploadsDone') : t('uploads');
  return (
    <section
      aria-label={t('uploads')}
      className="fixed inset-x-2 bottom-18 z-30 animate-appear overflow-hidden rounded-lg bg-raised shadow-raised md:inset-x-auto md:right-6 md:bottom-22 md:w-96"
    >
      <header className="flex h-11 items-center justify-between border-b pr-2 pl-4">
        <h2 role="status" className="font-medium">
          {heading}
        </h2>
        {active === 0 && (
          <IconButton
            size="small"
            label={t('close')}
            icon={<X className="size-4" />}
            onClick={() => {
              clearFinished();
              unfinished.hide();
            }}
          />
        )}
      </header>
      <ul className="max-h-[45vh] overflow-y-auto">
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
        <UnfinishedUploads unfinished={unfinished} />
      </ul>
    </section>
  );
};
