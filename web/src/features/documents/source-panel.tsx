import { Download } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { Document } from '../../../../contracts/documents.ts';
import { saveFile } from '../../lib/fetch-file.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLitFrom } from '../../lib/spotlight.ts';
import type { SourceMark } from '../../lib/source-mark.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { documentWords } from './document-words.ts';
import { PartView } from './part-view.tsx';
import { ReadingNotes } from './reading-notes.tsx';
import { downloadPath, useOriginal } from './use-original.ts';

const isRunning = ({ state }: Document): boolean => state === 'uploaded' || state === 'processing';

/** The source of a request, with the regions its lines were read from. */
export const SourcePanel = ({ document, marks }: { document: Document; marks: readonly SourceMark[] }) => {
  const t = useWords(documentWords);
  const ref = useRef<HTMLDivElement>(null);
  const original = useOriginal(document);
  const byPart = useMemo(() => Map.groupBy(marks, ({ source }) => source.part), [marks]);
  const drawn = original.data?.kind === 'pdf' ? original.data.pageCount : original.data?.kind === 'image' ? 1 : 0;
  const count = Math.max(document.partCount, drawn);
  const readCount = isRunning(document) ? document.done : document.partCount;
  useLitFrom('lines', (key) =>
    scrollTo(
      ref.current,
      marks.find((mark) => mark.key === key),
    ),
  );
  const download = () => void saveFile(downloadPath(document.fileId), document.fileName);
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col bg-frame">
      <header className="flex h-11 shrink-0 items-center justify-between gap-2 border-b px-4">
        <h2 className="min-w-0 truncate font-medium" title={document.fileName}>
          {document.fileName}
        </h2>
        <IconButton label={t('download')} icon={<Download className="size-4" />} onClick={download} />
      </header>
      <ReadingNotes warnings={document.warnings} />
      <div
        ref={ref}
        tabIndex={0}
        role="region"
        aria-label={t('sourceOf', { name: document.fileName })}
        className="min-h-0 grow overflow-y-auto p-4"
      >
        <div className="mx-auto flex max-w-4xl flex-col gap-5">
          {Array.from({ length: count }, (_, index) => (
            <PartView
              key={index}
              document={document}
              index={index}
              isRead={index < readCount}
              original={original.data}
              marks={byPart.get(index) ?? noMarks}
            />
          ))}
          {count === 0 && !isRunning(document) && !original.isFetching && <NothingToShow onDownload={download} />}
        </div>
      </div>
    </div>
  );
};

const NothingToShow = ({ onDownload }: { onDownload: () => void }) => {
  const t = useWords(documentWords);
  return (
    <div className="flex flex-col items-center gap-4 py-16 text-center md:py-28">
      <p className="text-ink-2">{t('cannotShow')}</p>
      <Button icon={<Download className="size-4" />} onClick={onDownload}>
        {t('download')}
      </Button>
    </div>
  );
};

const noMarks: readonly SourceMark[] = [];

/** Scrolls the panel (never the page) so that a mark is in view; a part that is not loaded yet is shown from its top. */
const scrollTo = (panel: HTMLElement | null, mark: SourceMark | undefined): void => {
  if (!panel || !mark) return;
  const region = panel.querySelector(`[data-mark="${CSS.escape(mark.key)}"]`);
  const target = region ?? panel.querySelector(`[data-part="${mark.source.part}"]`);
  if (!target) return;
  const view = panel.getBoundingClientRect();
  const place = target.getBoundingClientRect();
  if (region && place.top >= view.top + 24 && place.bottom <= view.bottom - 24) return;
  const offset = region ? (view.height - Math.min(place.height, view.height)) / 2 : 16;
  panel.scrollTo({ top: panel.scrollTop + place.top - view.top - offset, behavior: 'smooth' });
};
