import type { CatalogueHit } from '../../contracts/matching.ts';
import { analyseText } from './analyse-text.ts';
import type { IndexParts } from './catalogue-index.ts';
import type { ProductText } from './compare-product.ts';
import { identifierKey } from './identifiers.ts';
import { readProduct } from './product-text.ts';

const QUERY_TOKENS = 24;
const COMPARED = 200;
const MAX_COMPLETIONS = 40;
const MIN_KEY_CHARS = 2;
/** Later pages of a search box are not read by people; this bounds the work of asking for them. */
const MAX_HITS = 1000;

/** One typed word: the terms that meet it, with the share of its weight each earns. */
type Wanted = { readonly weight: number; readonly shares: ReadonlyMap<string, number> };

function weightOf(parts: IndexParts, term: string): number {
  return Math.log(1 + (parts.productCount() + 1) / (parts.vocabulary.frequencyOf(term) + 0.5));
}

function wantedWord(parts: IndexParts, key: string, others: readonly string[], mayGoOn: boolean): Wanted {
  const shares = new Map<string, number>();
  const offer = (term: string, share: number): void => {
    if (parts.vocabulary.frequencyOf(term) > 0) shares.set(term, Math.max(shares.get(term) ?? 0, share));
  };
  offer(key, 1);
  for (const other of others) offer(other, 0.9);
  if (mayGoOn) for (const term of parts.vocabulary.startingWith(key, MAX_COMPLETIONS)) offer(term, 0.8);
  if (shares.size === 0)
    for (const similar of parts.vocabulary.similar(key)) offer(similar.term, similar.likeness * 0.7);
  const weights = [...shares.keys()].map((term) => weightOf(parts, term));
  return { weight: weights.length === 0 ? 1 : Math.min(...weights), shares };
}

function termsIn(text: ProductText): ReadonlySet<string> {
  const slots = [...text.name.slots, ...text.description.slots];
  return new Set([...slots.flatMap((slot) => [slot.key, ...slot.others]), ...text.keys, ...text.brandTerms]);
}

function shareMet(wanted: Wanted, terms: ReadonlySet<string>): number {
  let most = 0;
  for (const [term, share] of wanted.shares) if (share > most && terms.has(term)) most = share;
  return most;
}

function scoreOf(wanted: readonly Wanted[], typedKey: string, text: ProductText): number {
  const terms = termsIn(text);
  const total = wanted.reduce((sum, word) => sum + word.weight, 0);
  const met = wanted.reduce((sum, word) => sum + word.weight * shareMet(word, terms), 0);
  const byWords = total === 0 ? 0 : met / total;
  if (text.keys.includes(typedKey)) return 2;
  if (typedKey.length >= MIN_KEY_CHARS && text.keys.some((key) => key.startsWith(typedKey)))
    return Math.max(1, byWords);
  return byWords / (1 + text.name.slots.length / 200);
}

function wantedWords(parts: IndexParts, query: string): readonly Wanted[] {
  const slots = analyseText(query, QUERY_TOKENS).slots;
  const goesOn = !/\s$/.test(query);
  return slots.map((slot, at) => wantedWord(parts, slot.key, slot.others, goesOn && at === slots.length - 1));
}

function found(parts: IndexParts, wanted: readonly Wanted[], typedKey: string, limit: number): readonly number[] {
  const terms = new Map<string, number>();
  for (const word of wanted)
    for (const [term, share] of word.shares)
      terms.set(term, Math.max(terms.get(term) ?? 0, share * weightOf(parts, term)));
  for (const key of parts.vocabulary.startingWith(typedKey, MAX_COMPLETIONS)) if (!terms.has(key)) terms.set(key, 1);
  const weighted = [...terms].flatMap(([term, weight]) => {
    const termId = parts.vocabulary.idOf(term);
    return termId === undefined ? [] : [{ termId, weight }];
  });
  const byWords = parts.postings.best(weighted, parts.slotCount(), limit, parts.isAlive).map(({ slot }) => slot);
  return [...new Set([...parts.identifiers.equal(typedKey).filter(parts.isAlive), ...byWords])];
}

/**
 * Finds products for a search box: part numbers by their beginning, the last word as it is being typed, other words with
 * slips of the finger. Best first; equal scores in order of product id.
 */
export function searchCatalogue(
  parts: IndexParts,
  query: string,
  limit: number,
  offset: number,
): readonly CatalogueHit[] {
  const end = Math.min(MAX_HITS, offset + limit);
  const typedKey = identifierKey(query);
  if (typedKey === '' || end <= offset) return [];
  const wanted = wantedWords(parts, query);
  return found(parts, wanted, typedKey, Math.max(COMPARED, end))
    .flatMap((slot) => {
      const product = parts.productAt(slot);
      if (product === undefined) return [];
      const score = Number(scoreOf(wanted, typedKey, readProduct(product)).toFixed(4));
      return score > 0 ? [{ productId: product.productId, sku: product.sku, name: product.name, score }] : [];
    })
    .sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1))
    .slice(offset, end);
}
