import { oneSlip } from './spelling.ts';

/** Numbers every term, counts the living products it stands in, and finds terms that are spelled alike. */
export type Vocabulary = {
  idOf(term: string): number | undefined;
  intern(term: string): number;
  frequency(id: number): number;
  frequencyOf(term: string): number;
  count(id: number, by: 1 | -1): void;
  similar(word: string): readonly SimilarTerm[];
  /** Terms in use that begin so, the most frequent first. */
  startingWith(prefix: string, limit: number): readonly string[];
};

export type SimilarTerm = { readonly term: string; readonly likeness: number };

const MAX_GRAM_LIST = 4000;
const MAX_SIMILAR = 12;
const MIN_FUZZY_CHARS = 4;
const MAX_FUZZY_CHARS = 32;
const MAX_CACHED = 5000;
const MIN_LIKENESS = 0.55;
const MAX_LIKENESS = 0.9;
const ONLY_LETTERS = /^\p{L}+$/u;

function gramsOf(word: string): readonly string[] {
  const framed = `^${word}$`;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= framed.length; at += 1) grams.add(framed.slice(at, at + 3));
  return [...grams];
}

/** Share of a word that the other holds whole at its start or end (compounds), else the Dice share of letter triples; one slip of the finger counts for nearly the same word. */
function likenessOf(word: string, other: string, shared: number): number {
  const [short, long] = word.length < other.length ? [word, other] : [other, word];
  if (short.length >= 5 && (long.endsWith(short) || long.startsWith(short)))
    return 0.6 + 0.3 * (short.length / long.length);
  return oneSlip(word, other) ? 0.9 : (2 * shared) / (word.length + other.length);
}

/** Terms by their letter triples, to find those spelled like a given word. */
function createGramIndex() {
  const grams = new Map<string, number[]>();
  return {
    learn(term: string, id: number): void {
      for (const gram of gramsOf(term)) {
        const list = grams.get(gram);
        if (list === undefined) grams.set(gram, [id]);
        else list.push(id);
      }
    },
    /** Term ids with the number of triples they share with the word. */
    sharedWith(word: string): ReadonlyMap<number, number> {
      const shared = new Map<number, number>();
      for (const gram of gramsOf(word)) {
        const list = grams.get(gram);
        if (list === undefined || list.length > MAX_GRAM_LIST) continue;
        for (const id of list) shared.set(id, (shared.get(id) ?? 0) + 1);
      }
      return shared;
    },
  };
}

function isFuzzy(word: string): boolean {
  return word.length >= MIN_FUZZY_CHARS && word.length <= MAX_FUZZY_CHARS && ONLY_LETTERS.test(word);
}

export function createVocabulary(): Vocabulary {
  const ids = new Map<string, number>();
  const terms: string[] = [];
  const frequencies: number[] = [];
  const grams = createGramIndex();
  const cache = new Map<string, readonly SimilarTerm[]>();

  function intern(term: string): number {
    const known = ids.get(term);
    if (known !== undefined) return known;
    const id = terms.length;
    ids.set(term, id);
    terms.push(term);
    frequencies.push(0);
    if (isFuzzy(term)) grams.learn(term, id);
    return id;
  }

  function find(word: string): readonly SimilarTerm[] {
    const found: SimilarTerm[] = [];
    for (const [id, count] of grams.sharedWith(word)) {
      const term = terms[id] ?? '';
      if (term === word || (frequencies[id] ?? 0) === 0) continue;
      const likeness = likenessOf(word, term, count);
      if (likeness >= MIN_LIKENESS) found.push({ term, likeness: Math.min(likeness, MAX_LIKENESS) });
    }
    return found.sort((a, b) => b.likeness - a.likeness || (a.term < b.term ? -1 : 1)).slice(0, MAX_SIMILAR);
  }

  function similar(word: string): readonly SimilarTerm[] {
    if (!isFuzzy(word)) return [];
    const known = cache.get(word);
    if (known !== undefined) return known;
    if (cache.size >= MAX_CACHED) cache.clear();
    const found = find(word);
    cache.set(word, found);
    return found;
  }

  function startingWith(prefix: string, limit: number): readonly string[] {
    if (prefix === '') return [];
    const found = terms.filter((term, id) => (frequencies[id] ?? 0) > 0 && term.startsWith(prefix));
    const uses = (term: string): number => frequencies[ids.get(term) ?? -1] ?? 0;
    return found.sort((a, b) => uses(b) - uses(a) || (a < b ? -1 : 1)).slice(0, limit);
  }

  return {
    idOf: (term) => ids.get(term),
    intern,
    frequency: (id) => frequencies[id] ?? 0,
    frequencyOf: (term) => frequencies[ids.get(term) ?? -1] ?? 0,
    count: (id, by) => {
      if (cache.size > 0) cache.clear();
      frequencies[id] = (frequencies[id] ?? 0) + by;
    },
    similar,
    startingWith,
  };
}
