import type { ContentPart } from '../../../../contracts/document-reading.ts';
import { useWords } from '../../lib/i18n.ts';
import type { SourceMark } from '../../lib/source-mark.ts';
import { documentWords } from './document-words.ts';
import { PageRegions } from './page-regions.tsx';
import { PageText } from './page-text.tsx';
import { PdfPage } from './pdf-page.tsx';
import type { Original } from './use-original.ts';

const a4 = { width: 595, height: 842 };

interface PageViewProps {
  /** Null until the page is read; the original may be drawn before that. */
  part: ContentPart | null;
  index: number;
  original: Original | undefined;
  marks: readonly SourceMark[];
  isNear: boolean;
}

/** A page with its regions: the original's drawing where there is one, else its text in place. */
export const PageView = ({ part, index, original, marks, isNear }: PageViewProps) => {
  const t = useWords(documentWords);
  const width = part?.width ?? a4.width;
  const height = part?.height ?? a4.height;
  const isOwn = part?.attachmentOf === undefined;
  return (
    <div className="relative overflow-hidden rounded-sm bg-white shadow-raised scheme-light">
      {isNear && isOwn && original?.kind === 'pdf' && <PdfPage pdf={original.pdf} pageNumber={index + 1} />}
      {isOwn && original?.kind === 'image' && (
        <img src={original.url} alt="" className="absolute inset-0 h-full w-full object-fill" />
      )}
      {part && (!isOwn || original?.kind === 'other') && <PageText part={part} width={width} height={height} />}
      <PageRegions width={width} height={height} label={t('page', { number: index + 1 })} marks={marks} />
    </div>
  );
};
