import { compareFacets } from './compare-facets.ts'
import type { ProductText } from './compare-product.ts'
import { isTellingKey } from './identifiers.ts'

function wordsOf(text: ProductText): string {
  return [...new Set(text.name.slots.map((slot) => slot.key))].sort().join(' ')
}

function shareKey(a: ProductText, b: ProductText): boolean {
  return a.keys.some((key) => isTellingKey(key) && b.keys.includes(key))
}

function mayShareBrand(a: ProductText, b: ProductText): boolean {
  const [one, other] = [a.brandTerms.join(''), b.brandTerms.join('')]
  return one.startsWith(other) || other.startsWith(one)
}

/** Two records of one product: the same words, or the same part number with nothing stated that differs. */
export function areTwins(a: ProductText, b: ProductText): boolean {
  if (wordsOf(a) === wordsOf(b)) return true
  return shareKey(a, b) && mayShareBrand(a, b) && compareFacets(a.name.facets, b.name.facets).conflicts.length === 0
}
