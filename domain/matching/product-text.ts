import type { IndexedProduct } from '../../contracts/matching.ts';
import { analyseText } from './analyse-text.ts';
import type { ProductText } from './compare-product.ts';
import { foldText } from './fold-text.ts';
import { gtinKey, identifierKey } from './identifiers.ts';
import { conceptOf } from './word-equivalents.ts';

const NAME_TOKENS = 96;
const DESCRIPTION_TOKENS = 160;

/** The words of a brand as terms: `D-Link` → `d`, `link`. */
export function brandTermsOf(brand: string): readonly string[] {
  return foldText(brand)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(conceptOf);
}

/** Part-number keys of the product's own fields: model number, sku, GTIN. */
export function fieldKeys(product: IndexedProduct): readonly string[] {
  return [identifierKey(product.modelNumber), identifierKey(product.sku), gtinKey(product.gtin)].filter(
    (key) => key.length > 2,
  );
}

/** Reads a product's texts for indexing and comparison. */
export function readProduct(product: IndexedProduct): ProductText {
  const name = analyseText(product.name, NAME_TOKENS);
  const description = analyseText(product.description, DESCRIPTION_TOKENS);
  const keys = fieldKeys(product);
  return {
    fieldKeys: keys,
    modelKey: identifierKey(product.modelNumber),
    name,
    description,
    keys: [...new Set([...keys, ...name.identifiers])],
    brandTerms: brandTermsOf(product.brand),
  };
}
