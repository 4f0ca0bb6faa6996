import { conceptsOfWord, type Concept } from './concepts.ts';
import { clausesOf, foldMessage, wordsOf } from './fold-message.ts';

const CALLED_OFF =
  /\b(?:cancel (?:that|this|it)|never ?mind|forget (?:it|that|about)|scrap that|scratch that|vergiss (?:es|das)|lass (?:es(?! (?:uns|mich)\b)|das (?:bitte|sein|bleiben)|das$|mal$|mal (?:gut sein|stecken))|leave it(?: be| alone)?$|abbrechen|brich (?:das )?ab|doch nicht|stop (?:that|it)|hor auf|changed my mind|hands off|finger weg|hande weg|(?:not asking|nobody asked) (?:you|anyone) to|id hate it|wehe|(?:id|i would|lets|better) (?:rather )?wait|(?:wart|warte|warten) (?:noch|ab)|hold off|nothing (?:for you )?to do|nichts (?:fur dich )?zu tun|not (?:that )?interested|kein interesse|interessier\w+ (?:mich|uns)(?: \w+)? nicht|its not that|nicht so,? dass)\b|^(?:not (?:now|yet|today)(?: though)?|(?:jetzt|heute|noch) (?:aber |noch )?nicht|nicht jetzt)$/;
/** What shall not be done stands beside it: "refrain from", "davon absehen", "without sending". */
const KEPT_FROM =
  /\b(?:refrain\w*|abstain\w*|absehen|abzusehen|unterlass\w*|verzicht\w*|unterbleib\w*)\b|^(?:without|ohne)\b/;
const NOBODY =
  /\b(?:nobody|no one|noone|none of (?:us|them|you)|niemand\w*|keiner)\b.{0,40}\b(?:should|must|may|shall|is to|needs? to|wants?|soll\w*|darf|durfen|muss|mussen|braucht|will)\b|\b(?:soll\w*|darf|durfen|muss|mussen|braucht|will|should|must|may|shall) (?:niemand\w*|keiner|nobody)\b/;
const NOT_MEANT =
  /\b(?:(?:dont|do not|never) (?:forget|hesitate)|nicht (?:vergessen|zogern)|vergiss nicht|no problem|kein problem|no idea|no clue|no rush|no hurry|not only|nicht nur|why not|why dont (?:we|you)|warum nicht|no later than|not yet in|no longer|dont know|do not know|weiss (?:nicht|nimmer|net)|no (?:point|sense|use) (?:in )?keeping)\b/g;
const NOT_THAT = /\b(?:will|mochten?|wollen|wunsch\w*) (?:aber |es |das )?nicht,? dass\b/;
/** What a message to somebody says: "text Anna that she need not wait", up to the way it shall go. */
const TOLD =
  /^(.*?)\b(?:dass|saying(?: that)?|um zu sagen|that(?= (?:the|his|her|their|our|my|your|we|i|he|she|they|it|its|there|this|everything|all|nobody|no one)\b))\s.*?(?=$|[,;.!?]|\s(?:per|via|uber|by|over|on|auf|als)\s(?:email|mail|sms|text|whats ?app|wa)\b)/;
const TOLD_YOU = /\b(?:tell|told|say|said|sage?|sagte|gesagt) (?:you|dir|ihnen|euch)\b/;
/** "NO-88" names something and refuses nothing. */
const NAME = /\b(?:no|not|never|stop|nix|nie)-\S+/g;
const ASKS_WHY = /^(?:why|warum|wieso|weshalb|how come)\b/;
const REPLACED =
  /\b(?:instead of|rather than|anstatt|statt|anstelle von)(?: (?:an?|the|einer?|der|die|das|per|by|via|von|to|with|sending|writing)){0,3} [^\s,.;]{1,40}/gi;

const negators = new Set(
  'dont not never no nicht nich net ned kein keine keinen keinem keiner nie niemals nimmer nichts nix nothing shouldnt mustnt neednt stop avoid refrain'.split(
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
const tellers: readonly Concept[] = ['send', 'write', 'notify', 'tell', 'email', 'sms', 'whatsapp'];
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

/** A sentence (folded) whose message to somebody is masked: what it says is no wish here. */
export const withoutTold = (said: string): string =>
  said.replace(TOLD, (whole, before: string) =>
    !TOLD_YOU.test(before) && wordsOf(before).some((word) => means(word, tellers)) ? `${before} qquoted ` : whole,
  );

/** Whether a clause (folded) says that something shall not be done. */
export const isRefused = (said: string): boolean => {
  const clause = withoutTold(said);
  if (CALLED_OFF.test(clause)) return true;
  if (ASKS_WHY.test(clause)) return false;
  const words = wordsOf(clause.replaceAll(NOT_MEANT, ' ').replaceAll(NAME, ' '));
  const ours = words.some((word) => means(word, [...actions, ...channels, ...objects]));
  if (ours && (KEPT_FROM.test(clause) || NOBODY.test(clause) || NOT_THAT.test(clause))) return true;
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
