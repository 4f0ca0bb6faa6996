import { conceptOf } from './word-equivalents.ts';

/** Words that exclude each other: a product that says one of a row is not the one that was asked for with another. */
const ROWS: readonly string[] = [
  'male female',
  'left right',
  'letter legal ledger',
  'small medium large',
  'single dual triple quad',
  'wired wireless',
  'corded cordless',
  'indoor outdoor',
  'matte glossy',
  'inner outer',
  'upper lower',
  'standard professional',
  'round square',
  'short long',
  'soft hard',
  'wet dry',
  'hot cold',
  'plain lined ruled',
  'sterile unsterile',
  'imperial metric',
];

const GERMAN: Readonly<Record<string, string>> = {
  innen: 'inner',
  aussen: 'outer',
  oben: 'upper',
  unten: 'lower',
  einfach: 'single',
  doppelt: 'dual',
  double: 'dual',
  matt: 'matte',
  matter: 'matte',
  glanzend: 'glossy',
  gloss: 'glossy',
  rund: 'round',
  kurz: 'short',
  lang: 'long',
  weich: 'soft',
  hart: 'hard',
  steril: 'sterile',
  unsteril: 'unsterile',
  liniert: 'ruled',
  pro: 'professional',
};

const TABLE: ReadonlyMap<string, { readonly row: string; readonly value: string }> = new Map([
  ...ROWS.flatMap((row) => row.split(' ').map((word) => [conceptOf(word), { row, value: word }] as const)),
  ...Object.entries(GERMAN).map(
    ([german, word]) =>
      [conceptOf(german), { row: ROWS.find((row) => row.split(' ').includes(word)) ?? word, value: word }] as const,
  ),
]);

/** The row of mutually exclusive words this concept belongs to, and its place there. */
export function exclusiveWord(concept: string): { readonly row: string; readonly value: string } | undefined {
  return TABLE.get(concept);
}
