import { Link } from 'react-router';
import type { Preparation } from '../../../../contracts/quote-preparation.ts';
import { quoteEndpoints, type QuoteListItem } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import type { Tone } from '../../ui/badge.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { customerWords } from './customer-words.ts';
import { quotePageSize } from './queries.ts';

const tones: Readonly<Record<Preparation, Tone>> = {
  matching: 'accent',
  pricing: 'accent',
  review: 'needs',
  rendering: 'accent',
  ready: 'done',
  failed: 'failed',
  cancelled: 'neutral',
};

/** The quotes of a customer as links, newest first. */
export const CustomerQuotes = ({ customerId }: { customerId: string }) => {
  const t = useWords(customerWords);
  const list = useInfiniteList(quoteEndpoints.list, { customerId, limit: quotePageSize });
  return (
    <section aria-label={t('quotes')}>
      <h3 className="mb-2 font-semibold">{t('quotes')}</h3>
      {list.error && !list.items && <ErrorState error={list.error} onRetry={list.retry} />}
      {list.isLoading && <Skeleton className="h-9 w-full animate-late" />}
      {list.items?.length === 0 && <p className="text-ink-3">{t('noQuotes')}</p>}
      {list.items && list.items.length > 0 && (
        <ul className="-mx-2">
          {list.items.map((quote) => (
            <li key={quote.id}>
              <QuoteRow quote={quote} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore {...list} />
    </section>
  );
};

const QuoteRow = ({ quote }: { quote: QuoteListItem }) => {
  const t = useWords(customerWords);
  const { preparation, number, reference } = quote;
  const isWorking = tones[preparation] === 'accent';
  return (
    <Link to={`/quotes/${quote.id}`} className="block rounded-md px-2 py-1.5 hover:bg-hover">
      <span className="flex items-baseline justify-between gap-3">
        <span className="figures truncate font-medium">{number}</span>
        <Money amount={quote.total} currency={quote.currency} />
      </span>
      <span className="flex items-center justify-between gap-3 text-small text-ink-3">
        <span className="truncate">{reference}</span>
        <StateChip tone={tones[preparation]} live={isWorking}>
          {t(preparation)}
        </StateChip>
      </span>
    </Link>
  );
};
