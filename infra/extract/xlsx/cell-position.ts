/** Zero-based column and one-based row of an `A1` reference, or null when it is none. */
export function parseCellPosition(ref: string): { col: number; row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (match === null) return null;
  let col = 0;
  for (const letter of match[1] ?? '') col = col * 26 + letter.charCodeAt(0) - 64;
  return { col: col - 1, row: Number(match[2]) };
}
