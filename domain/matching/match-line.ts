import type {
  IndexedProduct,
  LineMatch,
  MatchCandidate,
  MatchDifference,
  MatchExplanation,
  RequestedLine,
} from '../../contracts/matching.ts';
import type { IndexParts } from './catalogue-index.ts';
import { areTwins } from './product-twins.ts';
import type { Comparison, ProductText, RequestText } from './compare-product.ts';
import { compareProduct } from './compare-product.ts';
import { chanceOf, confidenceOf, evidenceOf } from './confidence.ts';
import { contradictionOf, differencesOf, isNamedByNumber, reasonFor } from './explain-match.ts';
import { readProduct } from './product-text.ts';
import { readRequest } from './read-request.ts';
import { retrieveSlots } from './retrieve-slots.ts';

type Ranked = {
  readonly product: IndexedProduct;
  readonly text: ProductText;
  readonly comparison: Comparison;
  readonly evidence: number;
};

const ACCEPT_AT = 0.85;
const NONE_BELOW = 0.25;
/** Either the number or the text is the slip: nobody can say which without asking. */
const CONTRADICTED = 0.5;
const SHOWN = 5;
const SIBLING_SHARE = 0.6;

function withBrand(text: ProductText, parts: IndexParts): ProductText {
  return text.brandTerms.length > 0 ? text : { ...text, brandTerms: parts.brands.ofName(text.name.slots[0]?.key) };
}

function rankSlots(parts: IndexParts, request: RequestText, weigh: (key: string) => number): readonly Ranked[] {
  return retrieveSlots(parts, request)
    .flatMap((slot) => {
      const product = parts.productAt(slot);
      if (product === undefined) return [];
      const text = withBrand(readProduct(product), parts);
      const comparison = compareProduct(request, text, {
        weigh,
        isKnown: (term) => parts.vocabulary.frequencyOf(term) > 0,
      });
      return [{ product, text, comparison, evidence: evidenceOf(comparison) }];
    })
    .sort((a, b) => b.evidence - a.evidence || (a.product.sku < b.product.sku ? -1 : 1));
}

function nameKeys(text: ProductText): ReadonlySet<string> {
  return new Set(text.name.slots.filter((slot) => slot.kind !== 'identifier').map((slot) => slot.key));
}

function areSiblings(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const key of a) if (b.has(key)) shared += 1;
  return shared >= SIBLING_SHARE * Math.max(a.size, b.size);
}

/** True when a sibling of the best product has a requested word that the best lacks: then the word names a variant. */
function isAnotherVariant(best: Ranked, rivals: readonly Ranked[]): boolean {
  if (best.comparison.unmet.length === 0) return false;
  const keys = nameKeys(best.text);
  const siblings = rivals.filter((rival) => areSiblings(keys, nameKeys(rival.text)));
  return best.comparison.unmet.some((slot) => siblings.some((sibling) => !sibling.comparison.unmet.includes(slot)));
}

function candidateOf(ranked: Ranked, weigh: (key: string) => number): MatchCandidate {
  const { product, comparison } = ranked;
  return {
    productId: product.productId,
    sku: product.sku,
    name: product.name,
    score: Number(chanceOf(ranked.evidence).toFixed(4)),
    reason: reasonFor(comparison, product),
    differences: differencesOf(comparison, product, weigh),
  };
}

function nothing(code: 'nothing_like_it' | 'nothing_to_read'): LineMatch {
  return { decision: 'none', productId: null, sku: null, confidence: 0, candidates: [], explanation: { code } };
}

function explain(
  best: MatchCandidate,
  comparison: Comparison,
  decision: LineMatch['decision'],
  { rivals, contradiction }: { rivals: number; contradiction: MatchDifference | null },
): MatchExplanation {
  if (decision === 'none') return { code: 'nothing_like_it' };
  if (contradiction !== null) {
    return { code: 'number_contradicts', token: comparison.keys.pair?.[0] ?? '', difference: contradiction };
  }
  if (decision === 'accepted') {
    return isNamedByNumber(comparison)
      ? { code: 'identifier_found', token: comparison.keys.pair?.[0] ?? '' }
      : { code: 'clear_best' };
  }
  if (rivals > 0) return { code: 'several_alike', count: rivals + 1 };
  const difference = best.differences[0];
  return difference === undefined ? { code: 'weak_best' } : { code: 'best_differs', difference };
}

/** Matches one requested line against the whole catalogue. Pure: the same index and line give the same answer. */
export function matchLine(parts: IndexParts, line: RequestedLine): LineMatch {
  const request = readRequest(line, {
    findBrand: parts.brands.find,
    frequencyOf: parts.vocabulary.frequencyOf,
    isModel: (key) => parts.identifiers.equal(key).some(parts.isAlive),
  });
  if (request.text.slots.length === 0 && request.keys.length === 0) return nothing('nothing_to_read');
  const ceiling = Math.log(1 + parts.productCount());
  const weigh = (key: string): number => {
    const frequency = parts.vocabulary.frequencyOf(key);
    return frequency === 0 ? 0.7 : Math.max(0.05, 1 - Math.log(1 + frequency) / ceiling);
  };
  const ranked = rankSlots(parts, request, weigh);
  const best = ranked[0];
  if (best === undefined) return nothing('nothing_like_it');
  const rivals = ranked.slice(1, 40).filter((other) => !areTwins(best.text, other.text, parts.vocabulary.frequencyOf));
  const contradiction = contradictionOf(best.comparison, request, best.text);
  const weighed = confidenceOf(
    best.evidence,
    rivals.map((rival) => rival.evidence),
    isAnotherVariant(best, rivals),
  );
  const { plausible } = weighed;
  const confidence = contradiction === null ? weighed.confidence : Math.min(weighed.confidence, CONTRADICTED);
  const decision = confidence >= ACCEPT_AT ? 'accepted' : plausible < NONE_BELOW ? 'none' : 'candidates';
  const candidates = ranked.slice(0, SHOWN).map((one) => candidateOf(one, weigh));
  const close = rivals.filter((rival) => rival.evidence > best.evidence - 0.7).length;
  const first = candidates[0];
  const told = { rivals: close, contradiction };
  return {
    decision,
    productId: decision === 'accepted' ? best.product.productId : null,
    sku: decision === 'accepted' ? best.product.sku : null,
    confidence,
    candidates,
    explanation: first === undefined ? { code: 'weak_best' } : explain(first, best.comparison, decision, told),
  };
}
