import type { AnalysedText, Slot } from './analyse-text.ts';
import type { FacetAgreement } from './compare-facets.ts';
import { compareFacets } from './compare-facets.ts';
import type { KeyAgreement, RequestKey } from './compare-keys.ts';
import { compareKeys } from './compare-keys.ts';
import { pairWords } from './pair-words.ts';

/** What one product's texts say, read once per comparison. */
export type ProductText = {
  readonly name: AnalysedText;
  readonly description: AnalysedText;
  /** Keys of model number, sku and GTIN. */
  readonly fieldKeys: readonly string[];
  /** Key of the model number, '' when there is none. */
  readonly modelKey: string;
  /** The field keys and those of part numbers found in the name. */
  readonly keys: readonly string[];
  readonly brandTerms: readonly string[];
};

export type RequestText = {
  readonly text: AnalysedText;
  /** Part-number keys: from the part-number column first, then from the text. */
  readonly keys: readonly RequestKey[];
  readonly brandTerms: readonly string[];
};

/** How a request and a product agree; shares are 0..1. Turned into a confidence in confidence.ts. */
export type Comparison = FacetAgreement & {
  readonly requestCovered: number;
  readonly productCovered: number;
  /** Weight of the most telling requested word the product lacks, and of the most telling product word not asked for. */
  readonly heaviestUnmet: number;
  readonly heaviestExtra: number;
  /** Numbers the product lacks while it states others. */
  readonly numbersDiffer: boolean;
  readonly keys: KeyAgreement;
  readonly brand: 'same' | 'other' | 'unknown';
  readonly sharedWords: readonly string[];
  readonly unmet: readonly Slot[];
  readonly extra: readonly Slot[];
};

/** A term's share of meaning, 0..1, from its rarity in the catalogue. */
export type Weigh = (key: string) => number;

/** `isKnown`: some product of the catalogue uses the term. */
export type TermKnowledge = { readonly weigh: Weigh; readonly isKnown: (term: string) => boolean };

/** Shops add part numbers of their own: one that only one side writes tells little. */
const REQUEST_IDENTIFIER_SHARE = 0.5;
const PRODUCT_IDENTIFIER_SHARE = 0.15;

function weightsOf(slots: readonly Slot[], weigh: Weigh, identifierShare: number): Float64Array {
  const seen = new Set<string>();
  return Float64Array.from(slots, (slot) => {
    if (seen.has(slot.key)) return 0;
    seen.add(slot.key);
    return weigh(slot.key) * (slot.kind === 'identifier' ? identifierShare : 1);
  });
}

function coveredShare(weights: Float64Array, credit: Float64Array): number {
  let sum = 0;
  let met = 0;
  weights.forEach((weight, at) => {
    sum += weight;
    met += weight * (credit[at] ?? 0);
  });
  return sum === 0 ? 0 : met / sum;
}

function heaviestMissing(weights: Float64Array, credit: Float64Array): number {
  return weights.reduce((most, weight, at) => ((credit[at] ?? 0) < 0.5 ? Math.max(most, weight) : most), 0);
}

function missing(slots: readonly Slot[], credit: Float64Array): readonly Slot[] {
  return slots.filter((_, at) => (credit[at] ?? 0) < 0.5);
}

/** One name begins with the words of the other, or both are the same letters: `Creative` and `Creative Labs`. */
export function sameName(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.every((term, at) => term === long[at]) || a.join('') === b.join('');
}

function brandRelation(request: RequestText, product: ProductText): Comparison['brand'] {
  if (request.brandTerms.length === 0) return 'unknown';
  const offered = new Set([...product.brandTerms, ...product.name.slots.flatMap((slot) => [slot.key, ...slot.others])]);
  if (request.brandTerms.every((term) => offered.has(term))) return 'same';
  if (product.brandTerms.length === 0) return 'unknown';
  if (sameName(request.brandTerms, product.brandTerms)) return 'same';
  const words = new Set(request.text.slots.map((slot) => slot.key));
  return product.brandTerms.every((term) => words.has(term)) ? 'same' : 'other';
}

function isNumeric(slot: Slot): boolean {
  return slot.kind === 'number' || slot.kind === 'measure';
}

/** Compares a request with one product. */
export function compareProduct(
  request: RequestText,
  product: ProductText,
  { weigh, isKnown }: TermKnowledge,
): Comparison {
  const keys = compareKeys(request.keys, product, new Set(request.text.madeFor));
  const { credit, met } = pairWords(request.text.slots, product.name.slots, {
    held: new Set([...product.brandTerms, ...product.keys]),
    inDescription: new Set(product.description.slots.flatMap((slot) => [slot.key, ...slot.others])),
    asked: new Set([...request.brandTerms, ...request.keys.map(({ key }) => key)]),
    isKnown,
    keyPair: keys.relation === 'extends' ? keys.pair : null,
  });
  const asked = weightsOf(request.text.slots, weigh, REQUEST_IDENTIFIER_SHARE);
  const offered = weightsOf(product.name.slots, weigh, PRODUCT_IDENTIFIER_SHARE);
  const unmet = missing(request.text.slots, credit);
  const extra = missing(product.name.slots, met);
  return {
    requestCovered: coveredShare(asked, credit),
    productCovered: coveredShare(offered, met),
    heaviestUnmet: heaviestMissing(asked, credit),
    heaviestExtra: heaviestMissing(offered, met),
    numbersDiffer: unmet.some(isNumeric) && extra.some(isNumeric),
    keys,
    ...compareFacets(request.text.facets, product.name.facets),
    brand: brandRelation(request, product),
    sharedWords: request.text.slots.filter((_, at) => (credit[at] ?? 0) >= 0.5).map((slot) => slot.shown),
    unmet,
    extra,
  };
}
