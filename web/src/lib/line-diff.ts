/** A line of two texts side by side; null where one side has none. */
export interface DiffRow {
  before: string | null;
  after: string | null;
  isSame: boolean;
}

const maxCells = 4_000_000;

/**
 * Puts two texts side by side, line by line: lines that stayed stand together, a removed line beside the one that came
 * in its place. Texts too long to compare (over 2,000 changed lines each) are shown as replaced.
 */
export const lineDiff = (before: string, after: string): readonly DiffRow[] => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const head = countWhile(Math.min(old.length, now.length), (at) => old[at] === now[at]);
  const tail = countWhile(
    Math.min(old.length, now.length) - head,
    (at) => old[old.length - 1 - at] === now[now.length - 1 - at],
  );
  const middle = pairUp(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return [...old.slice(0, head).map(same), ...middle, ...old.slice(old.length - tail).map(same)];
};

const same = (line: string): DiffRow => ({ before: line, after: line, isSame: true });

const countWhile = (limit: number, holds: (at: number) => boolean): number => {
  let count = 0;
  while (count < limit && holds(count)) count += 1;
  return count;
};

/** Walks along the longest common sequence of lines. */
const pairUp = (old: readonly string[], now: readonly string[]): DiffRow[] => {
  const common = old.length * now.length > maxCells ? null : commonLengths(old, now);
  const rows: DiffRow[] = [];
  let [removed, added]: [string[], string[]] = [[], []];
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1)
      rows.push({ before: removed[at] ?? null, after: added[at] ?? null, isSame: false });
    [removed, added] = [[], []];
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]];
    if (left !== undefined && left === right && common) {
      flush();
      rows.push(same(left));
      i += 1;
      j += 1;
    } else if (
      left !== undefined &&
      (right === undefined || (common?.[i + 1]?.[j] ?? 0) >= (common?.[i]?.[j + 1] ?? 0))
    ) {
      removed.push(left);
      i += 1;
    } else if (right !== undefined) {
      added.push(right);
      j += 1;
    }
  }
  flush();
  return rows;
};

const commonLengths = (old: readonly string[], now: readonly string[]): number[][] => {
  const lengths = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row, below] = [lengths[i], lengths[i + 1]];
    if (!row || !below) continue;
    for (let j = now.length - 1; j >= 0; j -= 1)
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return lengths;
};
