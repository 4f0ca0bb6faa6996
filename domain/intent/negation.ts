import { conceptsOfWord, type Concept } from './concepts.ts';
import { wordsOf } from './fold-message.ts';

const CALLED_OFF =
  /\b(?:cancel (?:that|this|it)|never ?mind|forget (?:it|that|about)|vergiss (?:es|das)|lass (?:es|das|mal)|abbrechen|brich (?:das )?ab|doch nicht|stop (?:that|it)|hor auf|changed my mind)\b/;
const NOT_MEANT =
  /\b(?:(?:dont|do not|never) (?:forget|hesitate)|nicht (?:vergessen|zogern)|vergiss nicht|no problem|kein problem|not only|nicht nur|why not)\b/g;
const ASKS_WHY = /^(?:why|warum|wieso|weshalb|how come)\b/;

const negators = new Set(
  'dont not never no without nicht kein keine keinen keinem keiner nie niemals ohne doesnt shouldnt mustnt stop avoid refrain'.split(
    ' ',
  ),
);
const actions: readonly Concept[] = [
  'create',
  'add',
  'buy',
  'change',
  'remove',
  'show',
  'search',
  'send',
  'pay',
  'process',
  'import',
  'prepare',
  'list',
];
const things: readonly Concept[] = ['email', 'sms', 'whatsapp', 'quote', 'document', 'basket', 'file', 'customer'];
const described = new Set('in auf lagernd verfugbar available active more than mehr as only'.split(' '));

const means = (word: string | undefined, wanted: readonly Concept[]): boolean => {
  if (word === undefined) return false;
  const found = conceptsOfWord(word);
  return wanted.some((concept) => found.has(concept));
};

/** Whether a clause (folded) says that something shall not be done. */
export const isRefused = (clause: string): boolean => {
  if (CALLED_OFF.test(clause)) return true;
  if (ASKS_WHY.test(clause)) return false;
  const words = wordsOf(clause.replaceAll(NOT_MEANT, ' '));
  return words.some((word, at) => {
    if (!negators.has(word)) return false;
    const next = words[at + 1];
    const after = words.slice(at + 1, at + 4);
    if (next !== undefined && described.has(next)) return false;
    if (word === 'without' || word === 'ohne') return false;
    if (after.some((other) => means(other, actions))) return true;
    if (/^(?:no|kein)/.test(word)) return after.some((other) => means(other, things));
    // German: the verb first, "nicht" near the end.
    return words.slice(0, 2).some((other) => means(other, actions)) && words.length - at <= 3;
  });
};
