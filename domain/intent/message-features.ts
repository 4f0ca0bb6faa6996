import { conceptsOf, conceptsOfWord, type Concept } from './concepts.ts';
import { clausesOf, foldMessage, wordsOf } from './fold-message.ts';
import { world } from './lexicon-world.ts';
import { isRefused } from './negation.ts';
import { tokensOf } from './message-tokens.ts';

export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly correct: (word: string) => string | null;
}

const maxFeatures = 900;
const isMask = (word: string): boolean => /^q[a-z]{3,}$/.test(word);
const particles = new Set(
  'an auf ein aus ab hinzu rein raus hinein heraus herein hoch runter rauf herunter durch zusammen um vor weiter dazu weg nach her hin drauf mit zu zuruck bei uber fest'.split(
    ' ',
  ),
);

/** German verbs that are said in two parts, as one: "leg … an" is `anleg` in the place of "leg". */
const joinVerbs = (words: readonly string[], message: string): string[] => {
  const joined = new Map<string, string>();
  for (const clause of foldMessage(message).split(/[,;.!?:\n]|\s(?:und|oder)\s/)) {
    const said = wordsOf(clause, 60);
    const last = said.at(-1) ?? '';
    if (!particles.has(last)) continue;
    const verb = said
      .slice(0, 6)
      .find((word) => word.length > 2 && word !== last && conceptsOfWord(last + word).size > 0);
    if (verb !== undefined) joined.set(verb, last + verb);
  }
  return words.map((word) => joined.get(word) ?? word);
};

const common = new Set<string>(
  Object.keys(world).filter(
    (name) => !['nature', 'food', 'leisure', 'science', 'body', 'staff', 'office', 'household'].includes(name),
  ),
);
const isSmall = (concept: Concept): boolean => common.has(concept);

/** How the words of a sentence stand to each other, by what they mean: neighbours, and what is met when names are skipped. */
const addMeanings = (meanings: readonly ReadonlySet<Concept>[], read: readonly string[], found: Set<string>): void => {
  const all = [...new Set(meanings.flatMap((each) => [...each]))].toSorted();
  const heavy = all.filter((concept) => !isSmall(concept));
  for (const concept of all) found.add(`c:${concept}`);
  heavy.forEach((concept, at) => {
    for (const other of heavy.slice(at + 1)) found.add(`p:${concept} ${other}`);
  });
  for (const small of all.filter(isSmall)) for (const concept of heavy) found.add(`m:${small} ${concept}`);
  const labels = read.map((word, at) => {
    const each = [...(meanings[at] ?? [])];
    return each.length > 0 ? each.slice(0, 4) : [word];
  });
  const told = labels.filter(([label]) => label !== '_');
  for (const [name, row] of [
    ['a', [['^'], ...labels, ['$']]],
    ['k', [['^'], ...told, ['$']]],
  ] as const)
    row.slice(1).forEach((after, at) => {
      for (const one of row[at] ?? []) for (const two of after) found.add(`${name}:${one} ${two}`);
    });
  addOrder(meanings, found);
  found.add(`h:${Math.min(3, heavy.length)}`);
};

/** What is done, and with what: two meanings in their order, whatever small words and names stand between. */
const addOrder = (meanings: readonly ReadonlySet<Concept>[], found: Set<string>): void => {
  const heavy = meanings.map((each) => [...each].filter((concept) => !isSmall(concept)).slice(0, 3));
  const told = heavy.filter((each) => each.length > 0);
  told.forEach((ones, at) => {
    for (const two of told.slice(at + 1, at + 4).flat())
      for (const one of ones) if (one !== two) found.add(`o:${one} ${two}`);
  });
};

/**
 * The evidence in a message, named: words (`w:`), neighbours (`b:`) and parts of words (`g:`), what they mean (`c:`)
 * together (`p:`, `m:`) and in their order (`a:`, `k:`, `o:`), how it begins and ends, and whether something is refused
 * (`neg`). A word that is not known counts as such, so that names of products and people weigh nothing. In training some
 * words are `hidden`: then only what they mean counts.
 */
export const featuresOf = (
  message: string,
  { words, correct }: Vocabulary,
  hidden: (word: string) => boolean = () => false,
): string[] => {
  const written = joinVerbs(tokensOf(message), message);
  const meanings = conceptsOf(written);
  const read = written.map((word, at) =>
    words.has(word) || isMask(word) || (meanings[at]?.size ?? 0) > 0 ? word : (correct(word) ?? word),
  );
  const masked = read.map((word) => (isMask(word) || (words.has(word) && !hidden(word)) ? word : '_'));
  const found = new Set<string>([`n:${Math.min(6, read.length)}`]);
  for (const word of masked) if (word !== '_') found.add(`w:${word}`);
  masked.slice(1).forEach((word, at) => found.add(`b:${masked[at]} ${word}`));
  found.add(`e:${masked.at(-1) ?? ''}`);
  found.add(`f:${masked.slice(0, 2).join(' ')}`);
  const strange = read.filter(
    (word, at) => (meanings[at]?.size ?? 0) === 0 && !isMask(word) && !words.has(word),
  ).length;
  found.add(`u:${Math.min(5, strange)}`);
  if (strange === read.length) found.add('u:all');
  addMeanings(meanings, masked, found);
  if (clausesOf(foldMessage(message)).some(isRefused)) found.add('neg');
  if (message.trimEnd().endsWith('?')) found.add('ask');
  addParts(masked, found);
  return [...found].slice(0, maxFeatures);
};

const addParts = (words: readonly string[], found: Set<string>): void => {
  for (const word of words) {
    if (word.length < 4 || isMask(word)) continue;
    const whole = `<${word.slice(0, 24)}>`;
    for (let at = 0; at + 5 <= whole.length; at++) found.add(`g:${whole.slice(at, at + 5)}`);
  }
};
