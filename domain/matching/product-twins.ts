import { compareFacets } from './compare-facets.ts';
import type { ProductText } from './compare-product.ts';
import { sameName } from './compare-product.ts';
import { isTellingKey, keyRelation } from './identifiers.ts';

function haveSameWords(a: ProductText, b: ProductText): boolean {
  const words = new Set(a.name.slots.map((slot) => slot.key));
  const others = new Set(b.name.slots.map((slot) => slot.key));
  return words.size === others.size && [...others].every((word) => words.has(word));
}

/** More products than this with one key make it a word of the trade, which proves no twin. */
const MAX_TWINS = 4;

function shareKey(a: ProductText, b: ProductText, frequencyOf: (key: string) => number): boolean {
  return a.keys.some((key) => isTellingKey(key) && b.keys.includes(key) && frequencyOf(key) <= MAX_TWINS);
}

function haveOtherModels(a: ProductText, b: ProductText): boolean {
  if (a.modelKey === '' || b.modelKey === '') return false;
  const relation = keyRelation(a.modelKey, b.modelKey);
  return relation === 'sibling' || relation === 'unrelated';
}

/** Two records of one product: the same words, or the same part number with nothing stated that differs. */
export function areTwins(a: ProductText, b: ProductText, frequencyOf: (key: string) => number): boolean {
  if (haveSameWords(a, b)) return true;
  if (haveOtherModels(a, b) || !shareKey(a, b, frequencyOf)) return false;
  return sameName(a.brandTerms, b.brandTerms) && compareFacets(a.name.facets, b.name.facets).conflicts.length === 0;
}
