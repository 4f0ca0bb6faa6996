import { conceptsOfWord, type Concept } from './concepts.ts';
import { clausesOf, foldMessage, wordsOf } from './fold-message.ts';

const CALLED_OFF =
  /\b(?:cancel (?:that|this|it)|never ?mind|forget (?:it|that|about)|scrap that|scratch that|vergiss (?:es|das)|lass (?:es|das|mal)|abbrechen|brich (?:das )?ab|doch nicht|stop (?:that|it)|hor auf|changed my mind|hands off|finger weg|hande weg)\b/;
const NOT_MEANT =
  /\b(?:(?:dont|do not|never) (?:forget|hesitate)|nicht (?:vergessen|zogern)|vergiss nicht|no problem|kein problem|no idea|no clue|no rush|no hurry|not only|nicht nur|why not|why dont (?:we|you)|warum nicht|no later than|not yet in|no longer|dont know|do not know|weiss nicht)\b/g;
const ASKS_WHY = /^(?:why|warum|wieso|weshalb|how come)\b/;
const REPLACED =
  /\b(?:instead of|rather than|anstatt|statt|anstelle von)(?: (?:an?|the|einer?|der|die|das|per|by|via|von|to|with|sending|writing)){0,3} [^\s,.;]{1,40}/gi;

const negators = new Set(
  'dont not never no nicht nich net ned kein keine keinen keinem keiner nie niemals nimmer shouldnt mustnt stop avoid refrain'.split(
    ' ',
  ),
);
const missing = new Set('hasnt havent doesnt didnt isnt hat hasn'.split(' '));
const actions: readonly Concept[] = [
  'create',
  'add',
  'buy',
  'change',
  'raise',
  'lower',
  'remove',
  'show',
  'search',
  'send',
  'write',
  'notify',
  'pay',
  'process',
  'import',
  'prepare',
  'list',
];
/** A longer refusal at the end has an object of its own: "send the offer but don't change the prices in it". */
const maxTakenBackWords = 4;
const channels: readonly Concept[] = ['email', 'sms', 'whatsapp'];
const objects: readonly Concept[] = ['quote', 'document', 'basket', 'file', 'customer', 'link', 'sales'];
const described = new Set(
  'in auf lagernd verfugbar available active more than mehr as only sure sicher so too zu working read passt passe gefallt'.split(
    ' ',
  ),
);

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
    const inStock = !/^(?:in|auf)$/.test(next ?? '') || means(words[at + 2], ['stocked']);
    if (next !== undefined && described.has(next) && inStock) return false;
    if (after.some((other) => means(other, actions))) return true;
    if (means(next, ['want'])) return words.slice(at + 2).some((other) => means(other, [...channels, ...objects]));
    if (/^(?:no|kein)/.test(word)) return after.some((other) => means(other, [...channels, ...objects]));
    if (after.slice(0, 2).some((other) => means(other, channels))) return true;
    // German: the verb first, "nicht" near the end.
    return words.slice(0, 2).some((other) => means(other, actions)) && (words.length - at <= 3 || at <= 3);
  });
};

/** Whether a clause (folded) only says which way is not meant: "not by mail", "she hasn't got WhatsApp". */
const isOtherWay = (clause: string): boolean => {
  const words = wordsOf(clause);
  return words.some((word, at) => {
    if (!negators.has(word) && !missing.has(word)) return false;
    return words.slice(at + 1, at + 5).some((other) => means(other, channels));
  });
};

/**
 * What a message asks for, without what it says shall not be done: a way that is not meant is left out where another is
 * named; `null` when the last word takes everything back.
 */
export const wishIn = (message: string): string | null => {
  const clauses = clausesOf(message.replaceAll(REPLACED, ' '));
  const folded = clauses.map((clause) => foldMessage(clause));
  const otherWay = folded.map(isOtherWay);
  const named = folded.some((clause, at) => !otherWay[at] && wordsOf(clause).some((word) => means(word, channels)));
  const refused = folded.map((clause, at) => isRefused(clause) && !(named && otherWay[at]));
  const last = folded.at(-1) ?? '';
  const takenBack = CALLED_OFF.test(last) || wordsOf(last).length <= maxTakenBackWords || clauses.length === 1;
  if (refused.at(-1) === true && takenBack) return null;
  const meant = clauses.filter((_, at) => !refused[at] && !(named && otherWay[at]));
  return meant.length === clauses.length ? message.replaceAll(REPLACED, ' ') : meant.join(', ');
};
