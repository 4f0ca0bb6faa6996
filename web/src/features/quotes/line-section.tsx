import type { ReactNode } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { figureColumns } from './line-numbers.tsx';
import { quoteWords } from './quote-words.ts';

interface LineSectionProps {
  title: string;
  count: number;
  tone: Tone;
  /** Names the columns of the figures at the right. */
  hasFigures?: boolean;
  children: ReactNode;
}

/** A group of lines under a heading that stays in view. Renders nothing when empty. */
export const LineSection = ({ title, count, tone, hasFigures = false, children }: LineSectionProps) => {
  const t = useWords(quoteWords);
  if (count === 0) return null;
  return (
    <section aria-label={title}>
      <div className="sticky top-0 z-10 flex h-10 items-center justify-between gap-3 border-b bg-canvas px-4 md:px-5">
        <h2 className="flex items-center gap-2 font-semibold">
          {title}
          <Badge tone={tone}>
            <span className="figures">{count}</span>
          </Badge>
        </h2>
        {hasFigures && (
          <div
            aria-hidden="true"
            className={`${figureColumns} mr-8.5 hidden! text-right text-small whitespace-nowrap text-ink-3 @2xl:grid!`}
          >
            <span className="pr-14.5">{t('quantity')}</span>
            <span className="pr-1.5">{t('price')}</span>
            <span className="pr-1.5">{t('discount')}</span>
            <span>{t('net')}</span>
          </div>
        )}
      </div>
      <ul>{children}</ul>
    </section>
  );
};
