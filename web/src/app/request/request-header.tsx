import { ChevronLeft } from 'lucide-react';
import { Link } from 'react-router';
import type { Document } from '../../../../contracts/documents.ts';
import { DocumentMenu } from '../../features/documents/document-menu.tsx';
import { documentWords } from '../../features/documents/document-words.ts';
import { useGiveUp } from '../../features/quotes/use-give-up.tsx';
import { useWords } from '../../lib/i18n.ts';
import { requestProgress } from '../../lib/request-progress.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StepsWithWord } from '../../ui/steps.tsx';

/** Whose request it is and where it stands. */
export const RequestHeader = ({ document, name }: { document: Document; name: string }) => {
  const t = useWords(documentWords);
  const giveUp = useGiveUp(document.quote);
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2.5 md:px-5">
      <Link
        to="/requests"
        aria-label={t('requests')}
        title={t('requests')}
        className="-ml-1.5 inline-flex size-8 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
      >
        <ChevronLeft aria-hidden="true" className="size-4" />
      </Link>
      <div className="min-w-0 grow basis-40">
        <h1 className="truncate text-lead font-semibold tracking-tight" title={name}>
          {name}
        </h1>
        <p className="truncate text-small text-ink-3">
          {document.quote && <span className="figures">{document.quote.number} · </span>}
          <RelativeTime instant={document.createdAt} /> · {document.uploadedBy.name}
        </p>
      </div>
      <div role="status" className="order-last w-full md:order-none md:w-auto">
        <StepsWithWord progress={requestProgress(document)} />
      </div>
      <DocumentMenu document={document} more={giveUp.items} />
      {giveUp.question}
    </header>
  );
};
