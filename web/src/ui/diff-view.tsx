import { useWords } from '../lib/i18n.ts';
import { lineDiff } from '../lib/line-diff.ts';
import { stableJson } from '../lib/stable-json.ts';
import { cx } from './class-names.ts';
import { uiWords } from './ui-words.ts';

interface DiffViewProps {
  /** Names the comparison. */
  label: string;
  before: unknown;
  after: unknown;
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : stableJson(value));

/** Two values side by side as JSON; what went is marked −, what came +. */
export const DiffView = ({ label, before, after }: DiffViewProps) => {
  const t = useWords(uiWords);
  const rows = lineDiff(text(before), text(after));
  return (
    // What is wider than the page scrolls, and only what is focusable scrolls with the keyboard.
    <div role="region" aria-label={label} tabIndex={0} className="max-h-120 overflow-auto rounded-md border">
      <table aria-label={label} className="w-full min-w-160 table-fixed border-collapse font-mono text-small">
        <thead className="sticky top-0 bg-sunken text-left font-sans text-ink-2">
          <tr>
            <th scope="col" className="border-r px-3 py-1.5 font-medium">
              {t('before')}
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              {t('after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // Lines have no identity of their own, and the list is made anew as a whole.
            <tr key={index}>
              <Side line={row.before} isSame={row.isSame} mark="−" className="border-r" changed="bg-failed-soft" />
              <Side line={row.after} isSame={row.isSame} mark="+" changed="bg-done-soft" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface SideProps {
  line: string | null;
  isSame: boolean;
  mark: string;
  changed: string;
  className?: string;
}

const Side = ({ line, isSame, mark, changed, className }: SideProps) => (
  <td
    className={cx(
      'break-anywhere whitespace-pre-wrap px-3 align-top',
      !isSame && line !== null && line !== '' && changed,
      className,
    )}
  >
    {line !== null && line !== '' && `${isSame ? ' ' : mark} ${line}`}
  </td>
);
