import { brandTermsOf } from './product-text.ts';

/**
 * The brands of the catalogue. Where products have no brand field, a word that names begin with stands for one: it
 * begins at least three names and stands there in at least half of its uses.
 */
export type BrandLexicon = {
  count(brand: string, name: string, by: 1 | -1): void;
  /** The brand a request begins with, as terms; empty when there is none. */
  find(text: string): readonly string[];
  /** The brand of a product without a brand field. */
  ofName(firstTerm: string | undefined): readonly string[];
};

const MAX_BRAND_WORDS = 4;
const FIRST_WORDS = 5;
const MIN_FIRST_USES = 3;
const MIN_FIRST_SHARE = 0.5;

function change(counts: Map<string, number>, key: string | undefined, by: number): void {
  if (key !== undefined && key !== '') counts.set(key, (counts.get(key) ?? 0) + by);
}

export function createBrandLexicon(frequencyOf: (term: string) => number): BrandLexicon {
  const brands = new Map<string, number>();
  const firstWords = new Map<string, number>();

  function ofName(firstTerm: string | undefined): readonly string[] {
    if (firstTerm === undefined) return [];
    const uses = firstWords.get(firstTerm) ?? 0;
    return uses >= MIN_FIRST_USES && uses >= MIN_FIRST_SHARE * frequencyOf(firstTerm) ? [firstTerm] : [];
  }

  return {
    count(brand, name, by) {
      const terms = brandTermsOf(brand);
      if (terms.length === 0) change(firstWords, brandTermsOf(name.slice(0, 60))[0], by);
      change(brands, terms.slice(0, MAX_BRAND_WORDS).join(' '), by);
    },
    find(text) {
      const words = brandTermsOf(text.slice(0, 100)).slice(0, FIRST_WORDS);
      for (let start = 0; start < 2; start += 1) {
        for (let size = MAX_BRAND_WORDS; size > 0; size -= 1) {
          const found = words.slice(start, start + size);
          if (found.length === size && (brands.get(found.join(' ')) ?? 0) > 0) return found;
        }
      }
      return ofName(words[0]);
    },
    ofName,
  };
}
