import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ContentPart } from '../../../../contracts/document-reading.ts';
import { documentEndpoints, type Document } from '../../../../contracts/documents.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf } from '../../lib/query.ts';
import type { SourceMark } from '../../lib/source-mark.ts';
import { useNear } from '../../lib/use-near.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { documentWords } from './document-words.ts';
import { FlowView } from './flow-view.tsx';
import { GridView } from './grid-view.tsx';
import { MailHead } from './mail-head.tsx';
import { PageView } from './page-view.tsx';
import { partTitle } from './part-title.ts';
import { TextView } from './text-view.tsx';
import type { Original } from './use-original.ts';

interface PartViewProps {
  document: Document;
  index: number;
  isRead: boolean;
  original: Original | undefined;
  marks: readonly SourceMark[];
}

/** One page, sheet, text or mail of the source, loaded when it comes near. */
export const PartView = ({ document, index, isRead, original, marks }: PartViewProps) => {
  const ref = useRef<HTMLDivElement>(null);
  const isNear = useNear(ref);
  const part = useQuery({
    ...queryOf(documentEndpoints.part, { params: { id: document.id, index } }),
    enabled: isNear && isRead,
    staleTime: Infinity,
  });
  const title = partTitle(useWords(documentWords), document, part.data, index);
  const isPage = part.data ? part.data.kind === 'page' : document.kind === 'pdf' || document.kind === 'scan' || !isRead;
  return (
    <div ref={ref} data-part={index}>
      <PartHeading part={part.data} title={title} isRead={isRead} />
      {part.error && <ErrorState error={part.error} onRetry={() => void part.refetch()} />}
      {isPage ? (
        <PageView part={part.data ?? null} index={index} original={original} marks={marks} isNear={isNear} />
      ) : part.data ? (
        <PartBody part={part.data} title={title} marks={marks} />
      ) : (
        !part.error && <Skeleton className="h-96 animate-late" />
      )}
    </div>
  );
};

interface PartHeadingProps {
  part: ContentPart | undefined;
  title: string;
  isRead: boolean;
}

const PartHeading = ({ part, title, isRead }: PartHeadingProps) => {
  const t = useWords(documentWords);
  return (
    <h3 className="flex items-center gap-2 pb-1.5 text-small text-ink-3">
      <span className="min-w-0 truncate" title={title}>
        {title}
      </span>
      {part?.attachmentOf !== undefined && <span>· {t('attachment')}</span>}
      {part?.ocr && <span>· {t('recognised')}</span>}
      {!isRead && <span>· {t('notRead')}</span>}
    </h3>
  );
};

const PartBody = ({ part, title, marks }: { part: ContentPart; title: string; marks: readonly SourceMark[] }) => (
  <>
    {part.mail && <MailHead head={part.mail} />}
    {part.cells && <GridView label={title} rows={part.cells} marks={marks} isSheet />}
    {part.blocks && <FlowView label={title} blocks={part.blocks} marks={marks} />}
    {part.text !== undefined && <TextView text={part.text} marks={marks} />}
  </>
);
