/** A piece of a document and the page it stands on (from 1). */
export interface Passage {
  readonly page: number;
  readonly text: string;
}

export interface RankedPassage extends Passage {
  readonly score: number;
}

/** Saturation of repeated words and weight of the passage's length: the usual values of BM25. */
const k1 = 1.2;
const b = 0.75;

/** One word of so many in the question must be in a passage at least, so that a chance hit does not count. */
const wordsPerHit = 4;

const stopWords = new Set(
  `a about all also am an and any are as at be been but by can could did do does for from had has have he her his how i if
  in into is it its me my no not of on or our please she should so some tell than that the their them then there these they
  this to us was we were what when where which who whom whose why will with would you your many much document
  aber alle als am an auch auf aus bei bis bitte da das dass dem den der des die dieser dieses dokument du durch ein eine
  einem einen einer eines er es fur gibt hat haben ich ihr im ist kann mit nach nicht noch nur oder sich sie sind so uber um
  und uns unter viel viele vom von vor wann war warum was welche welcher welches wenn wer werden wie wir wird wo zu zum zur`.split(
    /\s+/,
  ),
);

/** Words in lower case without accents, plural s and stop words. */
const wordsOf = (text: string): string[] =>
  (
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .filter((word) => !stopWords.has(word))
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word));

const countWords = (words: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** The passages that speak of what was asked, best first, by BM25; none when none does. */
export const rankPassages = (question: string, passages: readonly Passage[], limit = 5): RankedPassage[] => {
  const asked = new Set(wordsOf(question));
  if (asked.size === 0) return [];
  const counted = passages.map((passage) => {
    const words = wordsOf(passage.text);
    return { passage, length: words.length, counts: countWords(words) };
  });
  const meanLength = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(counted.length, 1);
  const weights = [...asked].map((word) => {
    const holding = counted.filter(({ counts }) => counts.has(word)).length;
    return { word, weight: Math.log(1 + (counted.length - holding + 0.5) / (holding + 0.5)) };
  });
  return counted
    .map(({ passage, length, counts }) => {
      const hits = weights.filter(({ word }) => counts.has(word));
      const score = hits.reduce((sum, { word, weight }) => {
        const count = counts.get(word) ?? 0;
        return sum + (weight * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / meanLength));
      }, 0);
      return { page: passage.page, text: passage.text, score, hits: hits.length };
    })
    .filter(({ hits }) => hits >= Math.ceil(asked.size / wordsPerHit))
    .sort((left, right) => right.score - left.score)
    .slice(0, limit)
    .map(({ page, text, score }) => ({ page, text, score }));
};
