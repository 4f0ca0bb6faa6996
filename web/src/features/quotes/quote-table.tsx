import { useMemo } from 'react';
import type { QuoteListItem } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { quoteProgress } from '../../lib/request-progress.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ProgressChip, StepsWithWord } from '../../ui/steps.tsx';
import { quoteWords } from './quote-words.ts';

/** All quotes, newest first. */
export const QuoteTable = ({ rows, isMuted }: { rows: readonly QuoteListItem[]; isMuted: boolean }) => {
  const t = useWords(quoteWords);
  const columns = useMemo(
    (): Column<QuoteListItem>[] => [
      {
        id: 'number',
        header: t('number'),
        className: 'w-36',
        cell: (row) => <span className="figures">{row.number}</span>,
      },
      { id: 'customer', header: t('customer'), cell: (row) => row.customerName ?? <NoCustomer /> },
      {
        id: 'reference',
        header: t('reference'),
        className: 'hidden w-44 xl:table-cell text-ink-2',
        cell: (row) => row.reference,
      },
      {
        id: 'state',
        header: t('state'),
        className: 'w-60',
        cell: (row) => <StepsWithWord progress={quoteProgress(row)} />,
      },
      {
        id: 'lines',
        header: t('lines'),
        align: 'end',
        className: 'hidden w-24 lg:table-cell text-ink-2',
        cell: (row) => <span className="figures">{row.lineCount}</span>,
      },
      {
        id: 'total',
        header: t('total'),
        align: 'end',
        className: 'w-36',
        cell: (row) => <Money amount={row.total} currency={row.currency} />,
      },
      {
        id: 'changed',
        header: t('changed'),
        className: 'w-28 text-ink-2',
        cell: (row) => <RelativeTime instant={row.updatedAt} />,
      },
    ],
    [t],
  );
  return (
    <DataTable
      label={t('title')}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.id}
      rowTo={(row) => `/quotes/${row.id}`}
      compact={compactQuote}
      isMuted={isMuted}
    />
  );
};

const compactQuote = (row: QuoteListItem) => <CompactQuote row={row} />;

const NoCustomer = () => {
  const t = useWords(quoteWords);
  return <span className="text-ink-3">{t('noCustomer')}</span>;
};

const CompactQuote = ({ row }: { row: QuoteListItem }) => (
  <>
    <span className="flex items-baseline justify-between gap-3">
      <span className="truncate font-medium">{row.customerName ?? <NoCustomer />}</span>
      <Money amount={row.total} currency={row.currency} />
    </span>
    <span className="mt-1 flex items-center justify-between gap-3 text-small text-ink-2">
      <span className="figures shrink-0">{row.number}</span>
      <ProgressChip progress={quoteProgress(row)} />
    </span>
  </>
);
