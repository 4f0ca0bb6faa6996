import type { JsonObject } from './upstream.ts';

/** What a tool is found by. */
export interface SearchableTool {
  readonly name: string;
  readonly definition: JsonObject;
}

interface Entry {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Okapi BM25 with its usual constants: a word that is rare over all tools counts more than a common one. */
const saturation = 1.2;
const lengthWeight = 0.75;

/**
 * Makes a finder over tools: by words of name (counted three times), title, description and argument names. Answers
 * indexes into `tools`, best first. No model: it has to answer in well under a millisecond, and the same every time.
 */
export const toolFinder = (tools: readonly SearchableTool[]): ((query: string, limit: number) => number[]) => {
  const entries = tools.map(entryOf);
  const average = entries.reduce((sum, { length }) => sum + length, 0) / Math.max(1, entries.length);
  const holders = new Map<string, number>();
  for (const { counts } of entries) for (const word of counts.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  const rarity = (word: string) => {
    const count = holders.get(word) ?? 0;
    return Math.log(1 + (entries.length - count + 0.5) / (count + 0.5));
  };
  return (query, limit) => {
    const words = new Set(wordsOf(query.slice(0, 1_000)));
    const scores = entries.map(({ counts, length }, index) => {
      let score = 0;
      for (const word of words) {
        const count = counts.get(word) ?? 0;
        const damped = count + saturation * (1 - lengthWeight + (lengthWeight * length) / average);
        if (count > 0) score += (rarity(word) * count * (saturation + 1)) / damped;
      }
      return { index, score };
    });
    return scores
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, limit)
      .map(({ index }) => index);
  };
};

const entryOf = ({ name, definition }: SearchableTool): Entry => {
  const texts = [name, name, name, definition['title'], definition['description'], ...argumentNames(definition)];
  const words = texts.flatMap((text) => (typeof text === 'string' ? wordsOf(text.slice(0, 4_000)) : []));
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, length: words.length };
};

const argumentNames = ({ inputSchema }: JsonObject): string[] => {
  if (typeof inputSchema !== 'object' || inputSchema === null || !('properties' in inputSchema)) return [];
  const { properties } = inputSchema;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties).slice(0, 200) : [];
};

/** Lower-case words; `createIssue` and `create_issue` are two, plural and past fall together with the stem. */
const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(stem);

const stem = (word: string): string => {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
};
