import { askedNumbers, isGeneric, isRelated, wordStems } from './passage-words.ts';

/** A piece of a document and the page it stands on (from 1). */
export interface Passage {
  readonly page: number;
  readonly text: string;
}

export interface RankedPassage extends Passage {
  readonly score: number;
}

/** A number weighs as much as a rare word. */
const numberWeight = 2;

/** Saturation of repeated words and weight of the passage's length: the usual values of BM25. */
const k1 = 1.2;
const b = 0.75;

/** One word of so many in the question must be in a passage at least, so that a chance hit does not count. */
const wordsPerHit = 3;
/** What a part of a compound counts, where the word itself counts 1. */
const partWeight = 0.6;

interface Counted {
  readonly passage: Passage;
  readonly length: number;
  readonly counts: ReadonlyMap<string, number>;
}

const countWords = (passage: Passage): Counted => {
  const words = wordStems(passage.text);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { passage, length: words.length, counts };
};

/** How often the passage has a word, itself or as a part of another. */
const timesOf = (asked: string, { counts }: Counted): number => {
  let times = counts.get(asked) ?? 0;
  for (const [word, count] of counts) if (word !== asked && isRelated(asked, word)) times += count * partWeight;
  return times;
};

/** Passages that hold a number which was asked for. None holds it: for a part that is the answer, for "30 days" it is not. */
const withNumbers = (question: string, passages: readonly Passage[]): readonly Passage[] => {
  const asked = askedNumbers(question);
  const holding = passages.filter(({ text }) => asked.some(({ isIn }) => isIn(text)));
  return holding.length > 0 || asked.some(({ names }) => names) ? holding : passages;
};

/** The passages that speak of what was asked, best first, by BM25; none when none does. */
export const rankPassages = (question: string, passages: readonly Passage[], limit = 5): RankedPassage[] => {
  const asked = [...new Set(wordStems(question))];
  const numbers = askedNumbers(question);
  if (asked.length + numbers.length === 0) return [];
  const all = passages.map(countWords);
  const meanLength = all.reduce((sum, { length }) => sum + length, 0) / Math.max(all.length, 1);
  const weights = asked.map((word) => {
    const holding = all.filter((counted) => timesOf(word, counted) > 0).length;
    return { word, weight: Math.log(1 + (all.length - holding + 0.5) / (holding + 0.5)) };
  });
  const among = new Set(withNumbers(question, passages));
  return all
    .filter(({ passage }) => among.has(passage))
    .map((counted) => {
      const hits = weights.flatMap(({ word, weight }) => {
        const times = timesOf(word, counted);
        const share = counted.length / Math.max(meanLength, 1);
        return times === 0 ? [] : [{ word, score: (weight * times * (k1 + 1)) / (times + k1 * (1 - b + b * share)) }];
      });
      const held = numbers.filter(({ isIn }) => isIn(counted.passage.text)).length;
      const score = hits.reduce((sum, hit) => sum + hit.score, held * numberWeight);
      return { ...counted.passage, score, isAnswer: held > 0 || speaksOf(asked, hits) };
    })
    .filter(({ isAnswer }) => isAnswer)
    .sort((left, right) => right.score - left.score)
    .slice(0, limit)
    .map(({ page, text, score }) => ({ page, text, score }));
};

const speaksOf = (asked: readonly string[], hits: readonly { word: string }[]): boolean =>
  hits.length >= Math.ceil(asked.length / wordsPerHit) &&
  (hits.some(({ word }) => !isGeneric(word)) || hits.length * 2 > asked.length);
