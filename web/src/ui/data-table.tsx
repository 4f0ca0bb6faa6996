import { useCallback, useMemo, useRef, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { isDesk, useMedia } from '../lib/use-media.ts';
import { cx } from './class-names.ts';
import { isAt, RowLink } from './row-link.tsx';
import { useRowKeys } from './use-row-keys.ts';

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Amounts and counts stand at the right. */
  align?: 'end';
  /** Such as `w-40` or `hidden lg:table-cell`. */
  className?: string;
  /** Hides the header's text from eyes, such as over a column of buttons. */
  headerHidden?: boolean;
}

export interface DataTableProps<T> {
  /** Names the table. */
  label: string;
  rows: readonly T[];
  /** The first column is the row's link. Keep them, as `compact`, between renders: rows are rendered anew with them. */
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  /** Where a row leads; rows without it do not open. */
  rowTo?: (row: T) => string;
  /** A row on phones, where there is no room for columns. */
  compact: (row: T) => ReactNode;
  /** Buttons at the end of a row on phones; on a desk they are a column. */
  compactActions?: (row: T) => ReactNode;
  isMuted?: boolean;
  /** Rows open in a `SidePanel`: the list keeps its scroll place and marks the open row. */
  opensBeside?: boolean;
}

/** A table whose rows open with a click, Enter, and are walked with j/k or arrows; a list on phones. */
export const DataTable = <T,>(props: DataTableProps<T>) => {
  const ref = useRef<HTMLDivElement>(null);
  useRowKeys(ref);
  const desk = useMedia(isDesk);
  return (
    <div ref={ref} className={cx('transition-opacity', props.isMuted && 'opacity-60')}>
      {desk ? <Rows {...props} /> : <CompactRows {...props} />}
    </div>
  );
};

const Rows = <T,>({ label, rows, columns, rowKey, rowTo, opensBeside = false }: DataTableProps<T>) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const open = useCallback(
    (to: string) => void navigate(to, { preventScrollReset: opensBeside }),
    [navigate, opensBeside],
  );
  return (
    <table aria-label={label} className="w-full table-fixed border-collapse">
      <thead>
        <tr className="h-9 border-b text-small text-ink-3">
          {columns.map((column) => (
            <th key={column.id} scope="col" className={cx(cellClass(column), 'font-medium text-ink-3!')}>
              {column.headerHidden ? <span className="sr-only">{column.header}</span> : column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const to = rowTo?.(row);
          const isOpen = opensBeside && to !== undefined && isAt(to, pathname);
          return <Row key={rowKey(row)} {...{ row, columns, to, isOpen, opensBeside, open }} />;
        })}
      </tbody>
    </table>
  );
};

interface RowProps<T> {
  row: T;
  columns: readonly Column<T>[];
  to: string | undefined;
  isOpen: boolean;
  opensBeside: boolean;
  open: (to: string) => void;
}

/** Rendered anew only when something of it changed: a list may hold thousands. */
const Row = <T,>({ row, columns, to, isOpen, opensBeside, open }: RowProps<T>) =>
  useMemo(
    () => (
      <tr
        onClick={({ target }) => {
          const onControl = target instanceof Element && target.closest('a, button, input, select, [role=menuitem]');
          if (to !== undefined && !onControl && getSelection()?.isCollapsed !== false) open(to);
        }}
        className={cx(
          'group h-10 border-b',
          to !== undefined && 'cursor-pointer',
          isOpen ? 'bg-accent-soft' : cx('focus-within:bg-hover', to !== undefined && 'hover:bg-hover'),
        )}
      >
        {columns.map((column, index) => (
          <td key={column.id} className={cellClass(column)}>
            {index === 0 && to !== undefined ? (
              <RowLink to={to} beside={opensBeside} className="block truncate rounded-sm font-medium">
                {column.cell(row)}
              </RowLink>
            ) : (
              column.cell(row)
            )}
          </td>
        ))}
      </tr>
    ),
    [row, columns, to, isOpen, opensBeside, open],
  );

const cellClass = <T,>(column: Column<T>): string =>
  cx('truncate px-2 first:pl-8 last:pr-8', column.align === 'end' ? 'text-right' : 'text-left', column.className);

const CompactRows = <T,>({
  label,
  rows,
  rowKey,
  rowTo,
  compact,
  compactActions,
  opensBeside = false,
}: DataTableProps<T>) => (
  <ul aria-label={label} className="border-t">
    {rows.map((row) => (
      <CompactRow key={rowKey(row)} {...{ row, compact, compactActions, opensBeside }} to={rowTo?.(row)} />
    ))}
  </ul>
);

type CompactRowProps<T> = Pick<DataTableProps<T>, 'compact'> &
  Pick<RowProps<T>, 'row' | 'to' | 'opensBeside'> & { compactActions: ((row: T) => ReactNode) | undefined };

const CompactRow = <T,>({ row, to, compact, compactActions, opensBeside }: CompactRowProps<T>) =>
  useMemo(
    () => (
      <li className="flex items-center border-b pr-2 focus-within:bg-hover">
        {to === undefined ? (
          <div className="min-w-0 grow px-4 py-3">{compact(row)}</div>
        ) : (
          <RowLink to={to} beside={opensBeside} className="block min-w-0 grow px-4 py-3">
            {compact(row)}
          </RowLink>
        )}
        {compactActions?.(row)}
      </li>
    ),
    [row, to, compact, compactActions, opensBeside],
  );
