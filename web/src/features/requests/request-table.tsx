import { useMemo } from 'react';
import type { DocumentSummary } from '../../../../contracts/documents.ts';
import { useWords } from '../../lib/i18n.ts';
import { requestProgress } from '../../lib/request-progress.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ProgressChip, Steps, StepsWithWord } from '../../ui/steps.tsx';
import { RequestActions } from './request-actions.tsx';
import { requestWords } from './request-words.ts';

const nameOf = (row: DocumentSummary): string => row.customerName ?? row.fileName;

/** The live table of requests. */
export const RequestTable = ({ rows, isMuted }: { rows: readonly DocumentSummary[]; isMuted: boolean }) => {
  const t = useWords(requestWords);
  const columns = useMemo(
    (): Column<DocumentSummary>[] => [
      { id: 'customer', header: t('customer'), cell: nameOf },
      {
        id: 'document',
        header: t('document'),
        className: 'hidden w-[19%] lg:table-cell text-ink-2',
        cell: (row) => row.customerName !== null && <span title={row.fileName}>{row.fileName}</span>,
      },
      {
        id: 'state',
        header: t('state'),
        className: 'w-60',
        cell: (row) => <StepsWithWord progress={requestProgress(row)} />,
      },
      {
        id: 'lines',
        header: t('lines'),
        className: 'hidden w-48 xl:table-cell text-ink-2',
        cell: (row) => <Lines row={row} />,
      },
      { id: 'total', header: t('total'), align: 'end', className: 'w-28', cell: (row) => <Total row={row} /> },
      {
        id: 'age',
        header: t('age'),
        className: 'w-24 text-ink-2',
        cell: (row) => <RelativeTime instant={row.createdAt} />,
      },
      {
        id: 'owner',
        header: t('owner'),
        className: 'hidden w-36 2xl:table-cell text-ink-2',
        cell: (row) => row.uploadedBy.name,
      },
      {
        id: 'actions',
        header: t('actions'),
        headerHidden: true,
        align: 'end',
        className: 'w-20',
        cell: requestActions,
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
      rowTo={(row) => `/requests/${row.id}`}
      compact={compactRequest}
      compactActions={requestActions}
      isMuted={isMuted}
    />
  );
};

const requestActions = (row: DocumentSummary) => <RequestActions row={row} />;
const compactRequest = (row: DocumentSummary) => <CompactRequest row={row} />;

const Lines = ({ row }: { row: DocumentSummary }) => {
  const t = useWords(requestWords);
  if (row.quote && row.quote.lineCount > 0) {
    return (
      <span className="figures">{t('matchedOf', { matched: row.quote.matchedCount, lines: row.quote.lineCount })}</span>
    );
  }
  return row.lineCount > 0 ? <span className="figures">{t('linesFound', { count: row.lineCount })}</span> : null;
};

const Total = ({ row: { quote } }: { row: DocumentSummary }) =>
  quote && quote.total !== null && quote.matchedCount > 0 ? (
    <Money amount={quote.total} currency={quote.currency} />
  ) : null;

const CompactRequest = ({ row }: { row: DocumentSummary }) => {
  const progress = requestProgress(row);
  return (
    <>
      <span className="flex items-baseline justify-between gap-3">
        <span className="truncate font-medium">{nameOf(row)}</span>
        <Total row={row} />
      </span>
      <span className="mt-1 flex items-center justify-between gap-3 text-small text-ink-2">
        <ProgressChip progress={progress} />
        <RelativeTime instant={row.createdAt} className="shrink-0 text-ink-3" />
      </span>
      {progress.isLive && <Steps progress={progress} className="mt-2 w-full" />}
    </>
  );
};
