const candidates = ['\t', ';', '|', ','] as const;
export type Delimiter = (typeof candidates)[number];

/** Fields of one line, quotes respected; enough for counting, not for values. */
function fieldCount(line: string, delimiter: string): number {
  let count = 1;
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) count++;
  }
  return count;
}

type Tally = { fields: number; lines: number; shared: number };

/** Counts how many fields lines have; a block of "label,value" lines above a table does not outvote the table. */
function tally(lines: readonly string[], delimiter: string): Tally {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const fields = fieldCount(line, delimiter);
    if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
  }
  const best = [...counts].sort((a, b) => b[1] * (b[0] - 1) - a[1] * (a[0] - 1) || b[0] - a[0])[0] ?? [1, 0];
  const shared = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return { fields: best[0], lines: best[1], shared: shared / Math.max(1, lines.length) };
}

function looksTabular(delimiter: Delimiter, { fields, lines, shared }: Tally, total: number): boolean {
  if (lines < 2) return false;
  if (delimiter === ',') return fields >= 3 && shared > 0.6 && lines >= total * 0.15;
  if (delimiter === '|') return fields >= 3 && lines >= total * 0.15;
  return fields >= 2 && shared > 0.5;
}

const chatMessage = /^\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}[^;\t]{0,60}: /u;

/**
 * The delimiter of a CSV-like text, or null when the text is prose. Prose has commas too, so a comma needs
 * at least three fields on most lines.
 */
export function sniffDelimiter(text: string): Delimiter | null {
  const lines = text
    .slice(0, 200_000)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 400);
  // The date and time before each message of a chat part no columns.
  if (lines.filter((line) => chatMessage.test(line)).length > lines.length / 2) return null;
  let best: { delimiter: Delimiter; score: number } | null = null;
  for (const delimiter of candidates) {
    const counted = tally(lines, delimiter);
    if (!looksTabular(delimiter, counted, lines.length)) continue;
    const score = counted.lines * Math.min(counted.fields, 12);
    if (best === null || score > best.score) best = { delimiter, score };
  }
  return best?.delimiter ?? null;
}
