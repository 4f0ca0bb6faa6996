import type { IndexedProduct, MatchDifference, MatchReason } from '../../contracts/matching.ts';
import type { FacetConflict } from './compare-facets.ts';
import { compareFacets } from './compare-facets.ts';
import type { Comparison, ProductText, RequestText } from './compare-product.ts';
import { gtinKey, identifierKey } from './identifiers.ts';

const MAX_DIFFERENCES = 6;
const MAX_WORDS = 8;

function equalKeyReason(key: string, product: IndexedProduct): MatchReason {
  if (key === gtinKey(product.gtin)) return { code: 'gtin_equal', token: product.gtin };
  if (key === identifierKey(product.sku)) return { code: 'sku_equal', token: product.sku };
  if (key === identifierKey(product.modelNumber)) return { code: 'model_number_equal', token: product.modelNumber };
  return { code: 'part_number_in_text', token: key };
}

/** The strongest single reason to offer this product. */
export function reasonFor(comparison: Comparison, product: IndexedProduct): MatchReason {
  const [requested, offered] = comparison.keys.pair ?? ['', ''];
  if (isNamedByNumber(comparison)) return equalKeyReason(offered, product);
  if (comparison.keys.relation === 'extends') return { code: 'part_number_prefix', requested, offered };
  const words = [...new Set(comparison.sharedWords)].slice(0, MAX_WORDS);
  return { code: 'words_shared', share: Number(comparison.requestCovered.toFixed(4)), words };
}

const toDifference = ({ requested, offered }: FacetConflict): MatchDifference => ({
  kind: requested.kind,
  requested: requested.shown,
  offered: offered.shown,
});

/** Kinds that name a variant. Bare numbers and words are often only another way to say it. */
const VARIANTS: ReadonlySet<MatchDifference['kind']> = new Set(['size', 'colour', 'capacity', 'rating']);

/** True when the product was found by its part number. */
export const isNamedByNumber = ({ keys }: Comparison): boolean =>
  keys.relation === 'equal' || keys.relation === 'mentioned';

/** What the text says against the product that its part number names, unless the product's description says it too. */
export function contradictionOf(
  comparison: Comparison,
  request: RequestText,
  product: ProductText,
): MatchDifference | null {
  if (!isNamedByNumber(comparison)) return null;
  const said = compareFacets(request.text.facets, [...product.name.facets, ...product.description.facets]);
  const everywhere = new Set(said.conflicts.map(({ requested }) => requested.dimension));
  const conflict = comparison.conflicts.find(
    ({ requested }) => VARIANTS.has(requested.kind) && everywhere.has(requested.dimension),
  );
  return conflict === undefined ? null : toDifference(conflict);
}

/** What differs, weightiest first: stated properties, the part number, the brand, then words only one side has. */
export function differencesOf(
  comparison: Comparison,
  product: IndexedProduct,
  weigh: (key: string) => number,
): MatchDifference[] {
  const differences: MatchDifference[] = comparison.conflicts.map(toDifference);
  if (comparison.keys.relation === 'sibling' && comparison.keys.pair !== null) {
    differences.push({ kind: 'model', requested: comparison.keys.pair[0], offered: comparison.keys.pair[1] });
  }
  if (comparison.brand === 'other') differences.push({ kind: 'brand', requested: null, offered: product.brand });
  const told = new Set(differences.flatMap((difference) => [difference.requested, difference.offered]));
  const words = [
    ...comparison.unmet.map((slot) => ({ weight: weigh(slot.key), shown: slot.shown, requested: true })),
    ...comparison.extra.map((slot) => ({ weight: weigh(slot.key) * 0.9, shown: slot.shown, requested: false })),
  ].sort((a, b) => b.weight - a.weight);
  for (const word of words) {
    if (told.has(word.shown)) continue;
    differences.push({
      kind: 'word',
      requested: word.requested ? word.shown : null,
      offered: word.requested ? null : word.shown,
    });
  }
  return differences.slice(0, MAX_DIFFERENCES);
}
