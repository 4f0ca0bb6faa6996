import type { Vocabulary } from './vocabulary.ts';

/** Terms → product slots. A posting is `slot * 2`, plus 1 when the term stands only in the longer description. */
export type PostingStore = {
  add(termId: number, slot: number, inDescription: boolean): void;
  /** The slots with the highest summed weight, best first; `alive` leaves out removed and inactive products. */
  best(
    terms: readonly WeightedTerm[],
    size: number,
    limit: number,
    alive: (slot: number) => boolean,
  ): readonly Scored[];
};

export type WeightedTerm = { readonly termId: number; readonly weight: number };
export type Scored = { readonly slot: number; readonly score: number };

/** Postings read per request at most: bounds the time on large catalogues, where the commonest words decide nothing. */
const POSTING_BUDGET = 60_000;
const DESCRIPTION_SHARE = 0.35;

function topOf(
  touched: readonly number[],
  scores: Float32Array,
  limit: number,
  alive: (slot: number) => boolean,
): readonly Scored[] {
  const top: { slot: number; score: number }[] = [];
  let floor = 0;
  for (const slot of touched) {
    const score = scores[slot] ?? 0;
    if ((top.length >= limit * 2 && score < floor) || !alive(slot)) continue;
    top.push({ slot, score });
    if (top.length >= limit * 4) {
      top.sort((a, b) => b.score - a.score || a.slot - b.slot);
      top.length = limit;
      floor = top.at(-1)?.score ?? 0;
    }
  }
  return top.sort((a, b) => b.score - a.score || a.slot - b.slot).slice(0, limit);
}

export function createPostingStore(vocabulary: Vocabulary): PostingStore {
  const postings: number[][] = [];
  let scores = new Float32Array(1024);

  function accumulate(term: WeightedTerm, touched: number[]): void {
    const full = term.weight;
    const part = full * DESCRIPTION_SHARE;
    for (const posting of postings[term.termId] ?? []) {
      const slot = posting >> 1;
      const before = scores[slot] ?? 0;
      if (before === 0) touched.push(slot);
      scores[slot] = before + ((posting & 1) === 1 ? part : full);
    }
  }

  return {
    add(termId, slot, inDescription) {
      const posting = slot * 2 + (inDescription ? 1 : 0);
      const list = postings[termId];
      if (list === undefined) postings[termId] = [posting];
      else list.push(posting);
    },
    best(terms, size, limit, alive) {
      if (scores.length < size) scores = new Float32Array(size * 2);
      const touched: number[] = [];
      let read = 0;
      for (const term of [...terms].sort((a, b) => vocabulary.frequency(a.termId) - vocabulary.frequency(b.termId))) {
        const length = postings[term.termId]?.length ?? 0;
        if (read > 0 && read + length > POSTING_BUDGET) break;
        read += length;
        accumulate(term, touched);
      }
      const top = topOf(touched, scores, limit, alive);
      for (const slot of touched) scores[slot] = 0;
      return top;
    },
  };
}
