import type { Facet } from './analyse-text.ts';

export type FacetConflict = { readonly requested: Facet; readonly offered: Facet };
export type FacetAgreement = { readonly conflicts: readonly FacetConflict[]; readonly agreements: number };

/** Shares by which two honest figures for one size differ: rounded inches and megapixels, binary and decimal memory. */
const TOLERANCE: ReadonlyMap<string, number> = new Map([
  ['length', 0.013],
  ['data', 0.025],
  ['mass', 0.013],
  ['volume', 0.013],
  ['pixels', 0.04],
]);

/** `270` and `270h` are one model in short and in full; `270` and `210` are two. */
function isShortFor(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 2 && long.startsWith(short) && !/\d/.test(long.slice(short.length)) && !/\D/.test(short);
}

function sameValue(dimension: string, a: string, b: string): boolean {
  if (a === b) return true;
  const tolerance = TOLERANCE.get(dimension);
  if (tolerance === undefined) return isShortFor(a, b);
  return Math.abs(Number(a) - Number(b)) <= tolerance * Math.max(Number(a), Number(b));
}

function byDimension(facets: readonly Facet[]): ReadonlyMap<string, readonly Facet[]> {
  const groups = new Map<string, Facet[]>();
  for (const facet of facets) {
    const group = groups.get(facet.dimension);
    if (group === undefined) groups.set(facet.dimension, [facet]);
    else group.push(facet);
  }
  return groups;
}

/** A dimension conflicts when both sides state it and no requested value is offered. */
export function compareFacets(requested: readonly Facet[], offered: readonly Facet[]): FacetAgreement {
  const conflicts: FacetConflict[] = [];
  let agreements = 0;
  const offers = byDimension(offered);
  for (const [dimension, mine] of byDimension(requested)) {
    const theirs = offers.get(dimension) ?? [];
    const [first, other] = [mine[0], theirs[0]];
    if (first === undefined || other === undefined) continue;
    const isSame = (one: Facet, two: Facet): boolean => sameValue(dimension, one.value, two.value);
    const [asked] = mine.filter((one) => !theirs.some((two) => isSame(one, two)));
    const [instead] = theirs.filter((two) => !mine.some((one) => isSame(one, two)));
    // Of two colours one is right and the other replaced: "brown and green" is not "brown and black".
    const isReplaced = dimension === 'colour' && asked !== undefined && instead !== undefined;
    if (mine.some((one) => theirs.some((two) => isSame(one, two))) && !isReplaced) agreements += 1;
    else conflicts.push({ requested: asked ?? first, offered: instead ?? other });
  }
  return { conflicts, agreements };
}
