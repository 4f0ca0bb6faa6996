import { foldMessage, isOneEdit } from './fold-message.ts';
import { actions } from './lexicon-actions.ts';
import { things } from './lexicon-things.ts';
import { world } from './lexicon-world.ts';

export type Concept = keyof typeof actions | keyof typeof things | keyof typeof world;

const isActionOrThing = (name: string): boolean => name in actions || (name in things && !named.has(name));
/** Things whose words may be part of a product's name. */
const named = new Set(['goods', 'trait']);

type Meanings = Map<string, Set<Concept>>;
const whole: Meanings = new Map();
const beginnings: Meanings = new Map();
const endings: Meanings = new Map();
/** Phrases by their first word. */
const phrases = new Map<string, { readonly rest: readonly string[]; readonly concept: Concept }[]>();

const note = (to: Meanings, word: string, concept: Concept): void => {
  to.set(word, (to.get(word) ?? new Set()).add(concept));
};

const learn = (concept: Concept, text: string): void => {
  for (const raw of text.split(' ')) {
    const word = foldMessage(raw.replaceAll('*', '').replaceAll('_', ' '));
    const [first, ...rest] = word.split(' ');
    if (first === undefined || first === '') continue;
    if (rest.length > 0) phrases.set(first, [...(phrases.get(first) ?? []), { rest, concept }]);
    else if (raw.startsWith('*')) note(endings, word, concept);
    else note(raw.endsWith('*') ? beginnings : whole, word, concept);
  }
};
const isConcept = (name: string): name is Concept => name in actions || name in things || name in world;
for (const [concept, text] of Object.entries({ ...actions, ...things, ...world }))
  if (isConcept(concept)) learn(concept, text);

const shortestGuess = 5;
const longestWord = 40;
const shortenings = (word: string): string[] => [
  word,
  ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1)),
];

/** Words and beginnings of words that one letter less makes of them, so that a typing error finds its word. */
const near = new Map<string, { readonly word: string; readonly open: boolean }[]>();
const noteNear = (word: string, open: boolean): void => {
  if (word.length < shortestGuess) return;
  for (const key of shortenings(word)) near.set(key, [...(near.get(key) ?? []), { word, open }]);
};
for (const word of whole.keys()) noteNear(word, false);
for (const word of beginnings.keys()) noteNear(word, true);

/** Real words that are one edit from one of ours and mean something else. */
const noTypos = new Set(
  'called konnen touch parts serve klein prime players plants besten lecker gemalt nutzen nutze sorts drove ratio handeln faster vanish chats chance dealer border customs custom season reason stick story paints place plane found sound round house horse paper later water better letter never fever spell still skill small smell shall stall large charge laden leider wieder lieder werden worden wurden hinter winter unter kannte konnte konnten nannte leben leber lesen lasen sehen gehen stehen ziehen machen lachen sachen wachen kaufen laufen saufen'.split(
    ' ',
  ),
);

const typoOf = (word: string): Set<Concept> => {
  const found = new Set<Concept>();
  if (word.length < shortestGuess || word.length > longestWord || noTypos.has(word)) return found;
  for (let end = shortestGuess - 1; end <= word.length; end++) {
    const part = word.slice(0, end);
    for (const key of shortenings(part))
      for (const { word: known, open } of near.get(key) ?? []) {
        if (known[0] !== word[0] || (!open && end < word.length) || (open && known.length < 6)) continue;
        if (isOneEdit(part, known))
          for (const concept of (open ? beginnings : whole).get(known) ?? []) found.add(concept);
      }
  }
  return found;
};

const read = (word: string): Set<Concept> => {
  const found = new Set(whole.get(word));
  for (let at = 2; at <= word.length; at++)
    for (const concept of beginnings.get(word.slice(0, at)) ?? []) found.add(concept);
  if (found.size > 0) return found;
  for (let at = 1; at <= word.length - 3; at++)
    for (const concept of endings.get(word.slice(at)) ?? []) found.add(concept);
  return found.size > 0 ? found : typoOf(word);
};

const kept = new Map<string, ReadonlySet<Concept>>();
const maxKept = 5_000;

/** What one folded word can mean; one of five letters and more may have one typing error. */
export const conceptsOfWord = (word: string): ReadonlySet<Concept> => {
  const known = kept.get(word);
  if (known) return known;
  const found = read(word.slice(0, longestWord));
  if (kept.size >= maxKept) kept.clear();
  kept.set(word, found);
  return found;
};

/** Whether a word says what is to be done here or with what, and so is no part of a name. */
export const isTrigger = (word: string): boolean => [...conceptsOfWord(word)].some(isActionOrThing);

/** What each word in a row means; a phrase's meaning is that of its first word. */
export const conceptsOf = (words: readonly string[]): Set<Concept>[] => {
  const found = words.map((word) => new Set(conceptsOfWord(word)));
  words.forEach((word, at) => {
    for (const { rest, concept } of phrases.get(word) ?? [])
      if (rest.every((next, step) => words[at + 1 + step] === next)) found[at]?.add(concept);
  });
  return found;
};
