import { conceptsOf, type Concept } from './concepts.ts';
import { foldMessage, wordsOf } from './fold-message.ts';
import { actions } from './lexicon-actions.ts';
import { things } from './lexicon-things.ts';
import { isRefused } from './negation.ts';

/** Ends of sentences and of steps in them; "Mr. Lind" and "z. B." end none. */
const SENTENCE_END =
  /(?<!\b(?:mr|mrs|ms|dr|hr|fr|st|nr|no|art|tel|ca|inkl|exkl|incl|excl|approx|bzw|usw|z|b|p|s|\d))[.!?;:]+(?=\s)|\n+|,(?=\s(?:so(?! (?:that|dass))|also|therefore|hence|anyway|jedenfalls|deshalb|daher|drum|darum)\s)/i;
/** What stands before, after or between wishes in a letter. Folded text. */
const FRAME =
  /^(?:(?:hi|hey|hello|hallo|dear|liebe[rs]?|sehr geehrte[rs]?|guten? (?:tag|morgen|abend)|good (?:morning|afternoon|evening|day)|morning|morgen|servus|gruezi|moin|hoi|gruss gott)(?: (?:there|all|everyone|team|zusammen|zame|wohl|damen und herren|sir or madam|liebes team|[a-z]+ team))?|(?:best|kind|warm|many|liebe|viele|beste|schone|freundliche|mit \w+ )\s?(?:regards|wishes|grusse\w*|gruss)?\b.{0,30}|regards|cheers|gruss\w*\b.{0,30}|(?:many |vielen? (?:lieben )?)?(?:thanks|thank you|danke?|merci)\b.{0,60})$/;
const ASKS =
  /\b(?:(?:can|could|would|will|might) (?:you|u|someone|somebody|anyone|we|i|one|it)|please|pls|plz|kindly|bitte|(?:kann|kannst|konntest?|konnten|konntet|konnen|wurdest?|wurden|wurdet|magst|mogen) (?:du|sie|ihr|wir|ich|man|jemand|mir|wer|das|die|der|mal)|i(?:d| would| do)? (?:need|want|like to|love)|id like|we(?:d| would)? (?:need|want|like to)|wed like|(?:he|she|they)(?:d| would) (?:like|love)|brauch\w*|benotig\w*|mocht(?:e|en)|hatten? gern\w*|let me|gimme|lass (?:mich|uns)|id rather)\b/;
const QUESTION =
  /^(?:(?:and|und|so|also|but|aber|ok|okay|now|jetzt|then|dann|well|na) )*(?:what|whats|how|hows|howmuch|wieviel\w*|where|wheres|when|whens|which|who|whos|whose|whether|do|does|did|is|are|can|could|may|have|has|was|wie|wo|wann|welche[rnms]?|wer|wem|wen|wieso|ob|gibts?|gibt es|ist|sind|habt|hast|haben|kann|kannst|konnen|darf|steht|macht)\b/;
const OUGHT =
  /\b(?:must|should|has to|have to|needs? to|ought to|needs|muss|mussen|musste|musse|soll|sollen|sollte|sollten|gehort|gehoren)\b/;
/** A note without a verb of its own asks too: "2 mugs to the basket", "Angebot für Huber". */
const maxNoteWords = 9;
const TELLS =
  /\b(?:is|are|am|was|were|has|i?ve|weve|im|have|had|did|been|bin|ist|sind|war|waren|hat|hab|habe|haben|hatten?|wird|wurden?|called|rang|told|said|asked|sent|came|went|nobody|niemand|i|we|he|she|they|ich|wir|er|es)\b/;
const OPENING =
  /^(?:(?:and|und|so|also|but|aber|ok|okay|now|jetzt|then|dann|anyway|wie auch immer|trotzdem|just|mal|perfect|super|great|first|zuerst|zunachst|enough|gut|na|go ahead) )+/;

/** "Please fix": so short a wish is about what was said before. */
const maxBareWords = 3;

/** Words that stand for what was named before. */
const POINTS = /\b(?:it|that|this|them|those|these|one|das|den|die|es|ihn|sie|davon|damit|daraus|draus|eins|welche)\b/;
const NOTE = /^(?:e?mail|sms|text|whatsapp|angebot|offerte|quote|offer)\s(?:to|for|an|fur|uber)\b/;

/** What a wish may be about although another sentence names it: a file, an address. */
const NAMED = /[\w-]\.(?:pdf|docx?|xlsx?|csv|eml|txt|png|jpe?g|tiff?)\b|\w@\w/i;

const isOf = (group: object, found: ReadonlySet<Concept>): boolean => [...found].some((name) => name in group);
const namesThing = (folded: string): boolean => conceptsOf(wordsOf(folded)).some((found) => isOf(things, found));

const isFrame = (folded: string): boolean =>
  FRAME.test(folded) && !ASKS.test(folded) && !/\b(?:but|and|aber|und)\b/.test(folded);
const leansBack = (folded: string): boolean =>
  (POINTS.test(folded) || wordsOf(folded).length <= maxBareWords) && !namesThing(folded);

/** Whether a sentence (folded) asks for something: a request, a question, a duty, or a verb at its head. */
export const isWish = (folded: string, asked: boolean): boolean => {
  if (
    asked ||
    isRefused(folded) ||
    NOTE.test(folded) ||
    ASKS.test(folded) ||
    QUESTION.test(folded) ||
    OUGHT.test(folded)
  )
    return true;
  const words = conceptsOf(wordsOf(folded.replace(OPENING, '')));
  const [first, second] = words;
  if (first !== undefined && isOf(actions, first) && second?.has('past') !== true) return true;
  return (
    words.length <= maxNoteWords &&
    !TELLS.test(folded) &&
    (namesThing(folded) || isOf(actions, words.at(-1) ?? new Set()))
  );
};

/**
 * The sentences of a message that carry its wish, when others only tell what happened or greet; with the sentence
 * before where a wish names nothing itself ("Could you get that ready?"). `null` when there is nothing to leave out.
 */
export const wishSentencesOf = (message: string): string | null => {
  const ends = [...message.matchAll(new RegExp(SENTENCE_END, 'gi'))].map(({ 0: found, index }) => ({
    found,
    at: index,
  }));
  let from = 0;
  const sentences = [...ends, { found: '', at: message.length }].map(({ found, at }) => {
    const text = message.slice(from, at + found.length).trim();
    from = at + found.length;
    return { text, folded: wordsOf(foldMessage(text)).join(' ') };
  });
  const told = sentences.filter(({ folded }) => folded !== '' && !isFrame(folded));
  const asking = told.map(({ text, folded }) => isWish(folded, text.endsWith('?')));
  if (!asking.includes(true)) return told.length > 0 && told.length < sentences.length ? joined(told) : null;
  const kept = told.filter(
    ({ text }, at) =>
      asking[at] || NAMED.test(text) || (asking[at + 1] === true && leansBack(told[at + 1]?.folded ?? '')),
  );
  return kept.length < sentences.length ? joined(kept) : null;
};

const joined = (sentences: readonly { readonly text: string }[]): string => sentences.map(({ text }) => text).join(' ');
