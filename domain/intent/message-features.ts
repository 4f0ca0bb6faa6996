import { conceptsOf } from './concepts.ts';
import { clausesOf, foldMessage } from './fold-message.ts';
import { isRefused } from './negation.ts';
import { tokensOf } from './message-tokens.ts';

export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly correct: (word: string) => string | null;
}

const maxFeatures = 900;

/**
 * The evidence in a message, named: words and pairs of words (`w:`, `b:`), parts of words (`g:`), what they mean
 * (`c:`, pairs `p:`), how it begins and ends, and whether something is refused (`neg`). A word that is not known counts
 * as such, so that names of products and people weigh nothing.
 */
export const featuresOf = (message: string, { words, correct }: Vocabulary): string[] => {
  const written = tokensOf(message);
  const read = written.map((word) => (words.has(word) || word.startsWith('q') ? word : (correct(word) ?? word)));
  const masked = read.map((word) => (words.has(word) || /^q[a-z]{3,}$/.test(word) ? word : '_'));
  const found = new Set<string>([`n:${Math.min(6, read.length)}`]);
  masked.forEach((word, at) => {
    if (word !== '_') found.add(`w:${word}`);
    found.add(`b:${masked[at - 1] ?? '^'} ${word}`);
    if (at > 1) found.add(`t:${masked[at - 2] ?? ''} ${masked[at - 1] ?? ''} ${word}`);
    if (at > 1) found.add(`s:${masked[at - 2] ?? ''} * ${word}`);
  });
  found.add(`e:${masked.at(-1) ?? ''}`);
  found.add(`f:${masked.slice(0, 2).join(' ')}`);
  found.add(`u:${Math.min(5, masked.filter((word) => word === '_').length)}`);
  const concepts = [...conceptsOf(read)].toSorted();
  concepts.forEach((concept, at) => {
    found.add(`c:${concept}`);
    for (const other of concepts.slice(at + 1)) found.add(`p:${concept} ${other}`);
  });
  const first = conceptsOf(read.slice(0, 1));
  for (const concept of first) found.add(`i:${concept}`);
  if (clausesOf(foldMessage(message)).some(isRefused)) found.add('neg');
  if (message.trimEnd().endsWith('?')) found.add('ask');
  addParts(read, found);
  return [...found].slice(0, maxFeatures);
};

const addParts = (words: readonly string[], found: Set<string>): void => {
  for (const word of words) {
    if (word.length < 4 || /^q[a-z]{3,}$/.test(word)) continue;
    const whole = `<${word.slice(0, 24)}>`;
    for (const size of [4, 5])
      for (let at = 0; at + size <= whole.length; at++) found.add(`g:${whole.slice(at, at + size)}`);
  }
};
