import { foldMessage, wordsOf } from './fold-message.ts';
import { isWish } from './wish-sentences.ts';

const LATER = String.raw`(?:then|after (?:that|this|which)|afterwards?|later on|next|dann|danach|nachher|hinterher|anschlie(?:ß|ss)end|im anschluss|darauf(?:hin)?)`;
/** "…, then …", "… and then …", "… und mach danach …", "… and email it afterwards". */
const STEP = new RegExp(
  String.raw`(?:[,;.]\s|\s)(?:(?:and|und)\s${LATER}\s|(?:and|und)\s(?=[^,;.!?]{0,80}\b${LATER}\b)|(?<=[,;.]\s)${LATER}\s)`,
  'i',
);
const CONDITION = /\b(?:if|when|once|wenn|falls|sobald|sofern|since|seit)\b/i;

/** What is asked for first and what afterwards, when a message says so; `null` when it asks for one thing. */
export const wishStepsOf = (message: string): { readonly first: string; readonly later: string } | null => {
  const step = STEP.exec(message);
  if (step === null) return null;
  const first = message.slice(0, step.index);
  const later = message.slice(step.index + step[0].length);
  const folded = wordsOf(foldMessage(first)).join(' ');
  return !CONDITION.test(first) && isWish(folded, false) && wordsOf(later).length > 1 ? { first, later } : null;
};
