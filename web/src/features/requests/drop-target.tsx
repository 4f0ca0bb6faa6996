import { Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { requestWords } from './request-words.ts';
import { addUploads } from './upload-store.ts';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files dropped anywhere in the app, and shows that it does while they hover. */
export const DropTarget = () => {
  const t = useWords(requestWords);
  const navigate = useNavigate();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // A place of its own, such as the price list's, takes its files itself.
    const isOurs = (event: DragEvent): boolean =>
      carriesFiles(event) && !(event.target instanceof Element && event.target.closest('[data-own-drop]'));
    addEventListener('dragover', (event) => isOurs(event) && (event.preventDefault(), setOver(true)), { signal });
    addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), { signal });
    addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (!isOurs(event)) return;
        event.preventDefault();
        addUploads(event.dataTransfer?.files ?? []);
        if (!location.pathname.startsWith('/requests')) void navigate('/requests');
      },
      { signal },
    );
    return () => controller.abort();
  }, [navigate]);
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-2 z-40 flex animate-appear items-center justify-center rounded-lg border-2 border-dashed border-accent bg-accent-soft/90">
      <p className="flex items-center gap-3 text-title font-semibold text-accent">
        <Upload aria-hidden="true" className="size-6" />
        {t('dropAnywhere')}
      </p>
    </div>
  );
};
