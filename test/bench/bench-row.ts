/** What a figure should be: at least, or below. */
export type Target = { readonly atLeast: number } | { readonly below: number };

/** One line of the table. `met` is null where nothing was promised. */
export interface BenchRow {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly target: Target | null;
  readonly met: boolean | null;
  /** What belongs to the figure, such as its parts. */
  readonly note: string;
}

export const row = (
  name: string,
  figure: number,
  unit: string,
  { target = null, note = '' }: { target?: Target | null; note?: string } = {},
): BenchRow => ({ name, figure: rounded(figure), unit, target, met: target && meets(figure, target), note });

const meets = (figure: number, target: Target): boolean =>
  'atLeast' in target ? figure >= target.atLeast : figure < target.below;

/** Three digits say all that a shared machine can say. */
const rounded = (figure: number): number =>
  Number.isFinite(figure) && Math.abs(figure) < 1_000 ? Number(figure.toPrecision(3)) : Math.round(figure);
