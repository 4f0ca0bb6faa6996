import { CircleAlert, CircleX, Ban } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Document } from '../../../../contracts/documents.ts';
import { useWords } from '../../lib/i18n.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { RawMessage } from '../../ui/raw-message.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { documentWords } from './document-words.ts';
import { useReasonText } from './rejection-words.ts';

const stageWords = ({ total }: Document) =>
  ({
    waiting: 'stageWaiting',
    sniff: 'stageSniff',
    extract: total > 0 ? 'stageExtract' : 'stageExtractUnknown',
    recognise: 'stageRecognise',
    done: 'stageDone',
  }) as const;

/** While a document is read: what is happening and how far it is. */
export const ReadingProgress = ({ document, actions }: { document: Document; actions: ReactNode }) => {
  const t = useWords(documentWords);
  const { stage, done, total } = document;
  return (
    <div className="mx-auto flex w-full max-w-sm flex-col items-center px-6 py-16 text-center md:py-28">
      <Spinner className="mb-5 size-6 text-accent" />
      <h2 className="text-lead font-semibold">{t('readingTitle')}</h2>
      <p role="status" className="figures mt-1 mb-5 text-ink-2">
        {t(stageWords(document)[stage], { done, total })}
      </p>
      <ProgressBar
        label={t('progress')}
        done={stage === 'recognise' || stage === 'done' ? total : done}
        total={total}
      />
      <p className="mt-5 text-ink-3">{t('readingHint')}</p>
      <div className="mt-4">{actions}</div>
    </div>
  );
};

const ends = {
  rejected: { icon: CircleX, tone: 'text-failed', word: 'rejectedTitle' },
  failed: { icon: CircleX, tone: 'text-failed', word: 'failedTitle' },
  cancelled: { icon: Ban, tone: 'text-ink-3', word: 'cancelledTitle' },
  needs_attention: { icon: CircleAlert, tone: 'text-needs', word: 'attentionTitle' },
} as const;

/** A document that did not become a request by itself: why, and what to do. */
export const ReadingEnd = ({ document, actions }: { document: Document; actions: ReactNode }) => {
  const t = useWords(documentWords);
  const textOf = useReasonText();
  const { state, reason } = document;
  if (state === 'uploaded' || state === 'processing' || state === 'ready') return null;
  const { icon: Icon, tone, word } = ends[state];
  const known = reason && textOf(reason);
  return (
    <div role="status" className="mx-auto flex w-full max-w-md flex-col items-center px-6 py-16 text-center md:py-28">
      <Icon aria-hidden="true" className={`mb-4 size-6 ${tone}`} />
      <h2 className="text-lead font-semibold">{t(word)}</h2>
      {state !== 'cancelled' && <p className="mt-1 text-ink-2">{known ?? t('failedHint')}</p>}
      {state !== 'cancelled' && known === null && reason && <RawMessage text={reason.message} />}
      <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
    </div>
  );
};
