import type { Locale } from '../../contracts/kernel/locale.ts';
import { slots } from './slots.ts';

/** Slots whose values are names: words that the classifier shall not learn by heart. */
const openSlots = new Set(
  'thing noun kind customer person place msg w mail tel who whotel gib g colour material feature purpose sku topicoff topicoffde csvfile pdf price n'.split(
    ' ',
  ),
);

/** The same numbers for the same seed (mulberry32). */
export const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const innermost = /\(([^()]*)\)/;

/** One sentence of a phrase. With `bare`, names are left out. */
export const expandPhrase = (phrase: string, random: () => number, bare = false): string => {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  let text = phrase;
  for (let round = 0; round < 400; round++) {
    const group = innermost.exec(text);
    if (group) {
      text = text.replace(group[0], () => pick((group[1] ?? '').split('|')) ?? '');
      continue;
    }
    const name = /\{(\w+)\}/.exec(text);
    if (!name) break;
    const values = slots[name[1] ?? ''];
    if (!values) throw new Error(`no slot ${name[0]} in: ${phrase}`);
    text = text.replace(name[0], () => (bare && openSlots.has(name[1] ?? '') ? '' : (pick(values) ?? '')));
  }
  return text.replaceAll(/\s+/g, ' ').trim();
};

/** The sentence with what people say around a wish, before it or after it. */
export const wrap = (sentence: string, wrappers: readonly Phrase[], random: () => number): string => {
  const { intent: place, phrase } = wrappers[Math.floor(random() * wrappers.length)] ?? { intent: '', phrase: '' };
  const said = expandPhrase(phrase, random);
  return place === 'before' ? `${said} ${sentence}` : `${sentence}${/^[,.;?!]/.test(said) ? '' : ' '}${said}`;
};

/** The sentence with one typing error. */
export const mistype = (sentence: string, random: () => number): string => {
  const words = sentence.split(' ');
  const long = words.map((word, at) => ({ word, at })).filter(({ word }) => /^\p{L}{5,}$/u.test(word));
  const chosen = long[Math.floor(random() * long.length)];
  if (!chosen) return sentence;
  const { word, at } = chosen;
  const place = 1 + Math.floor(random() * (word.length - 2));
  const kind = Math.floor(random() * 3);
  const swapped = word.slice(0, place) + (word[place + 1] ?? '') + (word[place] ?? '') + word.slice(place + 2);
  const dropped = word.slice(0, place) + word.slice(place + 1);
  const doubled = word.slice(0, place) + (word[place] ?? '') + word.slice(place);
  words[at] = kind === 0 ? swapped : kind === 1 ? dropped : doubled;
  return words.join(' ');
};

export interface Phrase {
  readonly intent: string;
  readonly phrase: string;
  readonly locale: Locale;
}

/** Reads a file of phrases: `# intent` begins a part, `//` is a comment, every other line is a phrase. */
export const readPhrases = (text: string, locale: Locale): Phrase[] => {
  let intent = '';
  const found: Phrase[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) intent = line.slice(2).trim();
    else if (line.trim() !== '' && !line.startsWith('//')) found.push({ intent, phrase: line, locale });
  }
  return found;
};
