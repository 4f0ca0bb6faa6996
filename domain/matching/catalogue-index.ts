import type { CatalogueHit, IndexedProduct, LineMatch, RequestedLine } from '../../contracts/matching.ts';
import type { BrandLexicon } from './brand-lexicon.ts';
import { createBrandLexicon } from './brand-lexicon.ts';
import type { ProductText } from './compare-product.ts';
import type { IdentifierIndex } from './identifier-index.ts';
import { createIdentifierIndex } from './identifier-index.ts';
import { matchLine } from './match-line.ts';
import type { PostingStore } from './posting-store.ts';
import { createPostingStore } from './posting-store.ts';
import { readProduct } from './product-text.ts';
import { searchCatalogue } from './search-catalogue.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createVocabulary } from './vocabulary.ts';

/** What matching and searching read of the index. A slot is a product's place; a changed product gets a new one. */
export type IndexParts = {
  readonly vocabulary: Vocabulary;
  readonly postings: PostingStore;
  readonly identifiers: IdentifierIndex;
  readonly brands: BrandLexicon;
  productAt(slot: number): IndexedProduct | undefined;
  isAlive(slot: number): boolean;
  /** Slots given so far, removed ones too. */
  slotCount(): number;
  /** Products that can be matched now. */
  productCount(): number;
};

export type CatalogueIndex = {
  match(line: RequestedLine): LineMatch;
  search(query: string, limit: number, offset?: number): readonly CatalogueHit[];
  add(product: IndexedProduct): void;
  update(product: IndexedProduct): void;
  remove(productId: string): void;
  readonly size: number;
};

function termsOf(text: ProductText): { readonly name: ReadonlySet<string>; readonly description: ReadonlySet<string> } {
  const name = new Set([
    ...text.name.slots.flatMap((slot) => [slot.key, ...slot.others]),
    ...text.keys,
    ...text.brandTerms,
  ]);
  const description = new Set(text.description.slots.map((slot) => slot.key));
  for (const term of name) description.delete(term);
  return { name, description };
}

/** Builds an index over a whole catalogue; inactive products are kept out of answers. */
export function buildCatalogueIndex(products: Iterable<IndexedProduct>): CatalogueIndex {
  const vocabulary = createVocabulary();
  const postings = createPostingStore(vocabulary);
  const identifiers = createIdentifierIndex();
  const brands = createBrandLexicon(vocabulary.frequencyOf);
  const bySlot: (IndexedProduct | undefined)[] = [];
  const slotOf = new Map<string, number>();

  function eachTerm(product: IndexedProduct, visit: (id: number, inDescription: boolean) => void): ProductText {
    const text = readProduct(product);
    const terms = termsOf(text);
    for (const term of terms.name) visit(vocabulary.intern(term), false);
    for (const term of terms.description) visit(vocabulary.intern(term), true);
    return text;
  }

  function add(product: IndexedProduct): void {
    remove(product.productId);
    if (!product.active) return;
    const slot = bySlot.push(product) - 1;
    slotOf.set(product.productId, slot);
    const text = eachTerm(product, (id, inDescription) => {
      vocabulary.count(id, 1);
      postings.add(id, slot, inDescription);
    });
    for (const key of [...text.keys, ...text.description.identifiers]) identifiers.add(key, slot);
    brands.count(product.brand, product.name, 1);
  }

  function remove(productId: string): void {
    const slot = slotOf.get(productId);
    const product = slot === undefined ? undefined : bySlot[slot];
    if (slot === undefined || product === undefined) return;
    eachTerm(product, (id) => vocabulary.count(id, -1));
    brands.count(product.brand, product.name, -1);
    bySlot[slot] = undefined;
    slotOf.delete(productId);
  }

  const parts: IndexParts = {
    vocabulary,
    postings,
    identifiers,
    brands,
    productAt: (slot) => bySlot[slot],
    isAlive: (slot) => bySlot[slot] !== undefined,
    slotCount: () => bySlot.length,
    productCount: () => slotOf.size,
  };
  for (const product of products) add(product);
  return {
    match: (line) => matchLine(parts, line),
    search: (query, limit, offset = 0) => searchCatalogue(parts, query, limit, offset),
    add,
    update: add,
    remove,
    get size() {
      return slotOf.size;
    },
  };
}
