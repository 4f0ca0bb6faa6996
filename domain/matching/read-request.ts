import type { RequestedLine } from '../../contracts/matching.ts';
import type { Slot } from './analyse-text.ts';
import { analyseText } from './analyse-text.ts';
import type { RequestKey } from './compare-keys.ts';
import type { RequestText } from './compare-product.ts';
import { gtinKey, identifierKey, isTellingKey } from './identifiers.ts';
import { brandTermsOf } from './product-text.ts';

/** What reading a request needs to know of the catalogue. */
export type CatalogueKnowledge = {
  readonly findBrand: (text: string) => readonly string[];
  readonly frequencyOf: (key: string) => number;
  /** Whether the key is the number of a product. */
  readonly isModel: (key: string) => boolean;
};

const REQUEST_TOKENS = 96;
const MAX_KEYS = 12;
const MIN_STATED_CHARS = 3;

function statedKeys(line: RequestedLine): readonly string[] {
  const partNumber = (line.partNumber ?? '').slice(0, 100);
  const pieces = partNumber.split(/\s+/).map(identifierKey).filter(isTellingKey);
  return [gtinKey(line.gtin ?? ''), gtinKey(partNumber), identifierKey(partNumber), ...pieces].filter(
    (key) => key.length >= MIN_STATED_CHARS,
  );
}

function gtinsIn(description: string): readonly string[] {
  return (description.slice(0, 2000).match(/\b\d{8,14}\b/g) ?? []).map(gtinKey).filter((key) => key !== '');
}

/** Short codes and hyphenated words: part numbers only when a product's own field says so (`h710`, `jelpad-bk`). */
function shortKeys(slot: Slot): readonly string[] {
  if (slot.kind === 'code') return slot.key.length >= 4 ? [slot.key] : [];
  return slot.kind === 'word' ? slot.others.filter((joined) => joined.length >= 6) : [];
}

/** Reads a requested line for retrieval and comparison. */
export function readRequest(line: RequestedLine, knowledge: CatalogueKnowledge): RequestText {
  const text = analyseText(line.description, REQUEST_TOKENS);
  const stated = new Set(statedKeys(line));
  const codes = text.slots.flatMap(shortKeys);
  const keys: RequestKey[] = [...new Set([...stated, ...gtinsIn(line.description), ...text.identifiers, ...codes])]
    .slice(0, MAX_KEYS)
    .map((key) => ({
      key,
      stated: stated.has(key),
      frequency: knowledge.frequencyOf(key),
      isModel: knowledge.isModel(key),
    }));
  const brand = brandTermsOf(line.brand ?? '');
  return { text, keys, brandTerms: brand.length > 0 ? brand : knowledge.findBrand(line.description) };
}
