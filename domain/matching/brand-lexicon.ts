import { brandTermsOf } from './product-text.ts'

/** The brands of the catalogue, and which of them a text begins with. */
export type BrandLexicon = {
  count(brand: string, by: 1 | -1): void
  find(text: string): readonly string[]
}

const MAX_BRAND_WORDS = 4
const FIRST_WORDS = 5

export function createBrandLexicon(): BrandLexicon {
  const counts = new Map<string, number>()

  return {
    count(brand, by) {
      const name = brandTermsOf(brand).slice(0, MAX_BRAND_WORDS).join(' ')
      if (name !== '') counts.set(name, (counts.get(name) ?? 0) + by)
    },
    find(text) {
      const words = brandTermsOf(text.slice(0, 100)).slice(0, FIRST_WORDS)
      for (let start = 0; start < 2; start += 1) {
        for (let size = MAX_BRAND_WORDS; size > 0; size -= 1) {
          const found = words.slice(start, start + size)
          if (found.length === size && (counts.get(found.join(' ')) ?? 0) > 0) return found
        }
      }
      return []
    },
  }
}
