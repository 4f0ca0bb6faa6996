import { useMemo, useState } from 'react';
import type { GridCell, GridRow } from '../../../../contracts/document-reading.ts';
import { useWords } from '../../lib/i18n.ts';
import { useIsLit, useLighting, useLitFrom } from '../../lib/spotlight.ts';
import type { SourceMark } from '../../lib/source-mark.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/class-names.ts';
import { documentWords } from './document-words.ts';
import { textMarkClass } from './mark-class.ts';

const rowsAtOnce = 200;
/** Characters of a cell that stay on one line: a wide sheet scrolls rather than growing tall. */
const longestUnbroken = 32;

/** Spreadsheet name of a column counted from 0: A … Z, AA … */
const columnName = (index: number): string =>
  index < 26 ? String.fromCodePoint(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

interface GridViewProps {
  label: string;
  rows: readonly GridRow[];
  marks: readonly SourceMark[];
  /** Shows letters and row numbers as a spreadsheet does. */
  isSheet: boolean;
}

/** A sheet or a table: rows that lines were read from are coloured. */
export const GridView = ({ label, rows, marks, isSheet }: GridViewProps) => {
  const t = useWords(documentWords);
  const [shown, setShown] = useState(rowsAtOnce);
  const columns = useMemo(() => 1 + Math.max(0, ...rows.flatMap((row) => row.cells.map((cell) => cell.col))), [rows]);
  const markOf = (row: number) => marks.find(({ source }) => isInside(source, row));
  const cellMarks = useMemo(() => new Map(marks.map((mark) => [mark.source.cell, mark])), [marks]);
  useLitFrom('lines', (key) => {
    const from = marks.find((mark) => mark.key === key)?.source.rows?.[0];
    const at = rows.findIndex(({ row }) => row === from);
    if (at >= shown) setShown(at + rowsAtOnce);
  });
  return (
    <div role="region" aria-label={label} tabIndex={0} className="overflow-x-auto rounded-sm border bg-canvas">
      <table aria-label={label} className="min-w-full border-collapse text-small">
        {isSheet && (
          <thead>
            <tr className="h-6 bg-sunken text-ink-3">
              <th scope="col" className="w-9 border-r">
                <span className="sr-only">{t('row')}</span>
              </th>
              {Array.from({ length: columns }, (_, index) => (
                <th key={index} scope="col" className="border-r px-2 font-normal">
                  {columnName(index)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <Row
              key={row.row}
              row={row}
              columns={columns}
              mark={markOf(row.row)}
              cellMarks={cellMarks}
              isSheet={isSheet}
            />
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <div className="p-3">
          <Button size="small" onClick={() => setShown(rows.length)}>
            {t('moreRows', { count: rows.length - shown })}
          </Button>
        </div>
      )}
    </div>
  );
};

/** A mark of one cell colours that cell alone. */
const isInside = ({ rows, cell }: SourceMark['source'], row: number): boolean =>
  rows !== undefined && cell === undefined && row >= rows[0] && row <= rows[1];

interface RowProps {
  row: GridRow;
  columns: number;
  mark: SourceMark | undefined;
  cellMarks: ReadonlyMap<string | undefined, SourceMark>;
  isSheet: boolean;
}

const Row = ({ row, columns, mark, cellMarks, isSheet }: RowProps) => {
  const isLit = useIsLit(mark?.key ?? '');
  const lighting = useLighting(mark?.key ?? '', 'source');
  const cells = new Map(row.cells.map((cell) => [cell.col, cell]));
  return (
    <tr
      {...(mark && { ...lighting, 'data-mark': mark.key, 'aria-label': mark.label })}
      className={cx('border-b last:border-b-0', mark && textMarkClass(mark.tone, isLit))}
    >
      {isSheet && (
        <th scope="row" className="figures border-r bg-sunken px-2 font-normal text-ink-3">
          {row.row}
        </th>
      )}
      {Array.from({ length: columns }, (_, index) => (
        <Cell key={index} cell={cells.get(index)} mark={cellMarks.get(columnName(index) + row.row)} isSheet={isSheet} />
      ))}
    </tr>
  );
};

interface CellProps {
  cell: GridCell | undefined;
  mark: SourceMark | undefined;
  isSheet: boolean;
}

const Cell = ({ cell, mark, isSheet }: CellProps) => {
  const isLit = useIsLit(mark?.key ?? '');
  const lighting = useLighting(mark?.key ?? '', 'source');
  return (
    <td
      {...(mark && { ...lighting, 'data-mark': mark.key, title: mark.label })}
      className={cx(
        'max-w-64 wrap-break-word border-r px-2 py-1 align-top last:border-r-0',
        isSheet && (cell?.text.length ?? 0) <= longestUnbroken && 'whitespace-nowrap',
        cell?.kind === 'number' && 'figures text-right',
        cell?.bold && 'font-semibold',
        mark && textMarkClass(mark.tone, isLit),
      )}
    >
      {cell?.text}
    </td>
  );
};
