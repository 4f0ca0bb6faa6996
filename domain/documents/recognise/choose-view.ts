import type { ContentPart, ReadLine } from '../../../contracts/document-reading.ts';
import { type Gutter, unrollColumns } from './page-columns.ts';
import { viewPart, viewRows, type ViewOptions, type ViewResult } from './part-view.ts';
import { readPart } from './request-lines.ts';

/** Read across two columns a list's line holds words of both; the columns of a table with a head belong together. */
function isMixed(line: ReadLine, gutter: Gutter): boolean {
  const { box } = line.source;
  if (box === undefined || (line.confidence > 0.95 && !gutter.besideTable)) return false;
  const within = box.y + box.h > gutter.top && box.y < gutter.bottom;
  return within && box.x < gutter.x - 2 && box.x + box.w > gutter.x;
}

const worthOf = (lines: readonly ReadLine[], gutter: Gutter): number =>
  lines.reduce((sum, line) => sum + (line.quantity === null || isMixed(line, gutter) ? 0.5 : 1), 0);

/**
 * How recognition looks at a part. A page that may hold two columns of text is read across and column by column, and
 * seen as what yields clearly more requested lines.
 */
export function chooseView(part: ContentPart, options: ViewOptions): ViewResult {
  const across = viewPart(part, options);
  const columns = part.items === undefined ? [] : unrollColumns(part);
  if (columns.length === 0) return across;
  const { lines } = readPart(across.view, null);
  const gains = columns.map(({ gutter, rows }) => {
    const result = viewRows(part, rows, options.carried);
    const [before, after] = [worthOf(lines, gutter), worthOf(readPart(result.view, null).lines, gutter)];
    return { result, gain: after >= before + 1 && after >= before * 1.25 ? after - before : 0 };
  });
  const best = gains.toSorted((a, b) => b.gain - a.gain)[0];
  return best === undefined || best.gain === 0 ? across : best.result;
}
