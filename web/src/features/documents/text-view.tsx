import { useMemo } from 'react';
import { useIsLit, useLighting } from '../../lib/spotlight.ts';
import type { SourceMark } from '../../lib/source-mark.ts';
import { cx } from '../../ui/class-names.ts';
import { textMarkClass } from './mark-class.ts';

interface Run {
  start: number;
  end: number;
  mark: SourceMark | null;
}

/** Cuts a text into marked and unmarked runs; where marks overlap, the first one keeps the text. */
const cut = (length: number, marks: readonly SourceMark[]): Run[] => {
  const runs: Run[] = [];
  let at = 0;
  const ranged = marks.flatMap((mark) => (mark.source.chars ? [{ mark, chars: mark.source.chars }] : []));
  for (const { mark, chars } of ranged.toSorted((a, b) => a.chars[0] - b.chars[0])) {
    const start = Math.max(chars[0], at);
    const end = Math.min(chars[1], length);
    if (end <= start) continue;
    if (start > at) runs.push({ start: at, end: start, mark: null });
    runs.push({ start, end, mark });
    at = end;
  }
  if (at < length) runs.push({ start: at, end: length, mark: null });
  return runs;
};

/** Plain text with the ranges that lines were read from. */
export const TextView = ({ text, marks }: { text: string; marks: readonly SourceMark[] }) => {
  const runs = useMemo(() => cut(text.length, marks), [text, marks]);
  return (
    <div className="break-anywhere rounded-sm border bg-canvas p-4 whitespace-pre-wrap md:p-6">
      {runs.map(({ start, end, mark }) =>
        mark ? (
          <MarkedText key={start} mark={mark} text={text.slice(start, end)} />
        ) : (
          <span key={start}>{text.slice(start, end)}</span>
        ),
      )}
    </div>
  );
};

const MarkedText = ({ mark, text }: { mark: SourceMark; text: string }) => {
  const isLit = useIsLit(mark.key);
  const lighting = useLighting(mark.key, 'source');
  return (
    <mark
      {...lighting}
      data-mark={mark.key}
      title={mark.label}
      className={cx('rounded-sm box-decoration-clone py-0.5 text-inherit', textMarkClass(mark.tone, isLit))}
    >
      {text}
    </mark>
  );
};
