import { useRef, type ReactNode } from 'react';
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
  /** The first column is the row's link. */
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
  const isOpen = (row: T) => opensBeside && rowTo !== undefined && isAt(rowTo(row), pathname);
  const open = (row: T, target: EventTarget) => {
    const onControl = target instanceof Element && target.closest('a, button, input, select, [role=menuitem]');
    if (rowTo && !onControl && getSelection()?.isCollapsed !== false)
      void navigate(rowTo(row), { preventScrollReset: opensBeside });
  };
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
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            onClick={(event) => open(row, event.target)}
            className={cx(
              'group h-10 border-b',
              rowTo && 'cursor-pointer',
              isOpen(row) ? 'bg-accent-soft' : cx('focus-within:bg-hover', rowTo && 'hover:bg-hover'),
            )}
          >
            {columns.map((column, index) => (
              <td key={column.id} className={cellClass(column)}>
                {index === 0 && rowTo ? (
                  <RowLink to={rowTo(row)} beside={opensBeside} className="block truncate rounded-sm font-medium">
                    {column.cell(row)}
                  </RowLink>
                ) : (
                  column.cell(row)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

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
      <li key={rowKey(row)} className="flex items-center border-b pr-2 focus-within:bg-hover">
        {rowTo ? (
          <RowLink to={rowTo(row)} beside={opensBeside} className="block min-w-0 grow px-4 py-3">
            {compact(row)}
          </RowLink>
        ) : (
          <div className="min-w-0 grow px-4 py-3">{compact(row)}</div>
        )}
        {compactActions?.(row)}
      </li>
    ))}
  </ul>
);
