import type { Slot } from './analyse-text.ts';
import type { IndexParts } from './catalogue-index.ts';
import type { RequestText } from './compare-product.ts';
import type { WeightedTerm } from './posting-store.ts';

const BY_WORDS = 60;
const BY_KEYS = 24;
/** A word found in fewer products than this is also looked for under similar spellings. */
const RARE = 3;

function addTerm(terms: Map<number, number>, parts: IndexParts, key: string, share: number): boolean {
  const id = parts.vocabulary.idOf(key);
  const frequency = id === undefined ? 0 : parts.vocabulary.frequency(id);
  if (id === undefined || frequency === 0) return false;
  const weight = share * Math.log(1 + (parts.productCount() + 1) / (frequency + 0.5));
  terms.set(id, Math.max(terms.get(id) ?? 0, weight));
  return true;
}

/** Known words a compound is made of: `blademaster` → `blade`, `master`. */
function partsOfCompound(parts: IndexParts, word: string): readonly string[] {
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    const [head, tail] = [word.slice(0, cut), word.slice(cut)];
    if (parts.vocabulary.frequencyOf(head) > 0 && parts.vocabulary.frequencyOf(tail) > 0) return [head, tail];
  }
  return [];
}

function addUnknown(terms: Map<number, number>, parts: IndexParts, slot: Slot): void {
  for (const part of partsOfCompound(parts, slot.key)) addTerm(terms, parts, part, 0.6);
  for (const similar of parts.vocabulary.similar(slot.key)) addTerm(terms, parts, similar.term, similar.likeness * 0.7);
  for (const piece of slot.key.match(/\p{L}{3,}|\d{2,}/gu) ?? [])
    if (piece !== slot.key) addTerm(terms, parts, piece, 0.4);
}

function termsOf(parts: IndexParts, request: RequestText): readonly WeightedTerm[] {
  const terms = new Map<number, number>();
  const slots = request.text.slots;
  slots.forEach((slot, at) => {
    const known = addTerm(terms, parts, slot.key, slot.kind === 'number' ? 0.6 : 1);
    for (const form of slot.others) addTerm(terms, parts, form, 0.4);
    const next = slots[at + 1];
    if (next !== undefined) addTerm(terms, parts, `${slot.key}${next.key}`, 1);
    if (!known || parts.vocabulary.frequencyOf(slot.key) < RARE) addUnknown(terms, parts, slot);
  });
  for (const term of request.brandTerms) addTerm(terms, parts, term, 0.8);
  return [...terms].map(([termId, weight]) => ({ termId, weight }));
}

function byKeys(parts: IndexParts, request: RequestText): readonly number[] {
  const equal = request.keys.flatMap(({ key }) => parts.identifiers.equal(key));
  const related = request.keys.flatMap(({ key }) => parts.identifiers.related(key));
  return [...equal.filter(parts.isAlive).slice(0, BY_KEYS), ...related.filter(parts.isAlive).slice(0, BY_KEYS)];
}

/** The product slots worth comparing with the request: by part number, then by shared words, each list capped. */
export function retrieveSlots(parts: IndexParts, request: RequestText): readonly number[] {
  const words = parts.postings.best(termsOf(parts, request), parts.slotCount(), BY_WORDS, parts.isAlive);
  return [...new Set([...byKeys(parts, request), ...words.map((scored) => scored.slot)])];
}
