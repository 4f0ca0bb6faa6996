import type { DocumentReading, ReadValue } from '../../../contracts/document-reading.ts';
import { type Purpose, purposeOf } from './date-purpose.ts';
import { type DateMention, findDates } from './dates.ts';
import type { Snippet } from './snippets.ts';

type Dated = { mention: DateMention; purpose: Purpose; weight: number; snippet: Snippet };

export type DateFields = { neededBy: ReadValue | null; quoteDeadline: ReadValue | null; issuedOn: ReadValue | null };

function readSnippet(snippet: Snippet): Dated[] {
  const mentions = findDates(snippet.text);
  return mentions.map((mention, index) => {
    const from = mentions[index - 1]?.end ?? 0;
    const before = snippet.text.slice(from, mention.start);
    const sentence = before.split(/(?<=[\p{L})\d])[.;!?]\s/u).at(-1) ?? '';
    const after = snippet.text.slice(mention.end, mention.end + 40).split(/[.;!?]/)[0] ?? '';
    const own = purposeOf(sentence);
    const labelled = index === 0 ? purposeOf(snippet.label) : null;
    const above = purposeOf(snippet.above);
    const purpose = own ?? labelled ?? (sentence.trim() === '' ? above : null) ?? purposeOf(after);
    const plain = snippet.text.trim().length - (mention.end - mention.start) < 6;
    return { mention, purpose: purpose ?? 'issued', weight: purpose === null ? 0.3 : plain ? 1 : 0.85, snippet };
  });
}

type Order = 'dayFirst' | 'monthFirst';

const isoOf = (dated: Dated, order: Order): string => dated.mention.iso ?? dated.mention[order] ?? '';

/** How plausible the dates are when read in one order: asked, then quoted, then needed, within a year. */
function plausibility(dates: readonly Dated[], order: Order, mailDate: string | null): number {
  const first = (purpose: Purpose): string => {
    const found = dates.find((dated) => dated.purpose === purpose && dated.weight > 0.5);
    return found === undefined ? '' : isoOf(found, order);
  };
  const [issued, deadline, needed] = [first('issued') || (mailDate ?? ''), first('deadline'), first('needed')];
  const pairs: [string, string][] = [
    [issued, deadline],
    [deadline, needed],
    [issued, needed],
  ];
  let score = 0;
  for (const [earlier, later] of pairs) {
    if (earlier === '' || later === '') continue;
    const days = (Date.parse(later) - Date.parse(earlier)) / 86_400_000;
    score += days < 0 ? -3 : days > 200 ? -1 : 1;
  }
  return score;
}

/** The order of day and month the document's own unmistakable dates use, else the one that makes sense of the others. */
function findOrder(dates: readonly Dated[], language: DocumentReading['language'], mailDate: string | null): Order {
  let monthFirst = 0;
  for (const { mention } of dates) {
    const parts = /^(\d{1,2})[/-](\d{1,2})[/-]\d/.exec(mention.text);
    if (parts === null || mention.iso === null) continue;
    if (Number(parts[2]) > 12) monthFirst++;
    else if (Number(parts[1]) > 12) monthFirst--;
  }
  if (monthFirst !== 0) return monthFirst > 0 ? 'monthFirst' : 'dayFirst';
  const [byDay, byMonth] = [plausibility(dates, 'dayFirst', mailDate), plausibility(dates, 'monthFirst', mailDate)];
  if (language === 'en' && byMonth > byDay) return 'monthFirst';
  return 'dayFirst';
}

function pick(dates: readonly Dated[], purpose: Purpose, order: Order): ReadValue | null {
  const best = dates.filter((dated) => dated.purpose === purpose).toSorted((a, b) => b.weight - a.weight)[0];
  if (best === undefined) return null;
  const value = isoOf(best, order);
  const doubt = best.mention.iso === null ? 0.25 : 0;
  return value === ''
    ? null
    : { value, confidence: Math.max(0.2, best.weight * 0.97 - doubt), source: best.snippet.source };
}

/** The three dates of a request. Only the needed-by date is when the customer wants the goods. */
export function readDates(
  snippets: readonly Snippet[],
  language: DocumentReading['language'],
  mailDate: string | null,
): DateFields {
  const dates = snippets.flatMap(readSnippet);
  const order = findOrder(dates, language, mailDate);
  return {
    neededBy: pick(dates, 'needed', order),
    quoteDeadline: pick(dates, 'deadline', order),
    issuedOn: pick(dates, 'issued', order),
  };
}
