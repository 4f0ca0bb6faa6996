import { foldMessage, wordsOf } from './fold-message.ts';
import { withoutTold } from './negation.ts';

const maxTokens = 60;

/** What stands for itself, whatever it is exactly: the mask says its kind. In the order in which they are looked for. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/"[^"\n]{1,1000}"|[„“][^“”"\n]{1,1000}[“”"]|«[^»\n]{1,1000}»/g, ' qquoted '],
  [/[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4}/gi, ' qmail '],
  [/(?<![\p{L}\d._-])[\p{L}\d][\p{L}\d._-]{0,120}\.(?:xlsx?|csv)(?![\p{L}\d])/giu, ' qsheet '],
  [/(?<![\p{L}\d._-])[\p{L}\d][\p{L}\d._-]{0,120}\.(?:pdf|docx?|eml|txt|png|jpe?g|tiff?)(?![\p{L}\d])/giu, ' qfile '],
  [/(?<![\p{L}\d])(?:RFQ|RFP|REQ|ANF|INQ)[-_ #]?\d[\d/-]{0,20}/giu, ' qfile '],
  [/(?<![\w.,-])(?:\+|00?)[1-9][\d /()-]{5,20}\d/g, ' qphone '],
  [/(?:€|\$|£|\b(?:eur|usd|chf|gbp))\s?\d[\d.,']{0,18}/gi, ' qmoney '],
  [
    /\d[\d.,']{0,18}\s?(?:€|\$|£|(?:eur|euros?|usd|dollars?|chf|gbp|pounds?|franken|bucks|cents?)(?![a-z]))/gi,
    ' qmoney ',
  ],
  [/\d[\d.,]{0,8}\s?(?:%|percent|prozent)/gi, ' qpercent '],
  [
    /(?<![\p{L}\d.,-])\d{1,6}(?:[.,]\d{1,3})?\s?(?:mm|cm|km|kg|mg|ml|gb|tb|mb|kw|kwh|mah|ah|inch|zoll|watt|volt|liters?|litres?|liter|meters?|metres?|meter|hz|khz|lumen|[mgltvwa])(?![\p{L}\d])/giu,
    ' qsize ',
  ],
  [/(?<![\p{L}\d.,-])\d{1,4}\s?x\s?\d{1,4}(?:\s?x\s?\d{1,4})?(?![\p{L}\d])/giu, ' qsize '],
  [/(?<![\p{L}\d])q[1-4](?![\p{L}\d])|(?<!\d)(?:19|20)\d\d(?!\d)/giu, ' qyear '],
  [/(?<![\d.,])\d{1,6}[.,]\d{2}(?![\d.,])/g, ' qmoney '],
  [/(?<![\p{L}\d])\d{1,6}\s?x(?![\p{L}\d])/giu, ' qnum '],
  [
    /(?<![\p{L}\d_-])(?=[\p{L}\d.-]{0,30}\d)(?=[\p{L}\d.-]{0,30}\p{L})[\p{L}\d]{1,15}(?:[.-][\p{L}\d]{1,15}){0,4}(?![\p{L}\d])/giu,
    ' qsku ',
  ],
  [/(?<![\p{L}\d])\p{Lu}{2,6}-\p{Lu}{1,6}(?![\p{L}\d])/gu, ' qsku '],
  [/(?<!\d)[1-9]\d{4,12}(?!\d)/g, ' qcode '],
  [/\d+/g, ' qnum '],
];

/** Courtesy carries no wish of its own; it is left out unless nothing else was said. Folded text. */
const courtesy =
  /\b(?:pls|plz|please|kindly|thx|thanks(?: a lot| in advance)?|thank you(?: very much| in advance)?|cheers|bitte(?: schon| sehr)?|danke(?: schon| dir| im voraus)?|vielen dank|mal|ma|kurz|eben|halt|just|(?:could|can|would|will) (?:you|u)(?: please)?(?: be so (?:kind|good|nice) (?:as )?to| mind| maybe| possibly)?|(?:konnten|wurden|konnen) sie(?: bitte)?(?: so (?:nett|freundlich|gut) sein(?: und)?)?|(?:kannst|konntest|wurdest|konnt|konntet) (?:du|ihr)(?: bitte)?(?: so (?:nett|lieb|gut) sein(?: und)?)?|wa?ren sie so (?:nett|freundlich|gut)|sei so (?:nett|lieb|gut)(?: und)?|i would be (?:grateful|glad|happy) if you (?:could|would)|it would be (?:great|nice|lovely) if you (?:could|would)|es ware (?:nett|schon|toll|super) wenn (?:sie|du)|if (?:you dont mind|possible)|wenn moglich|falls moglich|when you have a moment|quickly|schnell)\b/g;

/** Where "can you" is what is asked, it stays. */
const asked =
  /^(?:what|was|how|wie|womit|wobei|which|welche)\b|\b(?:what|was|womit|wobei|how|wie) (?:can|could|kannst|konnen|konnten)\b/;

/** Words of a message with its names and numbers masked and its courtesies left out. */
export const tokensOf = (message: string): string[] => {
  let text = message;
  for (const [pattern, mask] of masks) text = text.replaceAll(pattern, mask);
  const folded = withoutTold(foldMessage(text));
  const all = wordsOf(folded, maxTokens);
  const trimmed = asked.test(folded)
    ? folded.replaceAll(/\b(?:pls|plz|please|bitte|thx|mal)\b/g, ' ')
    : folded.replaceAll(courtesy, ' ');
  const meant = wordsOf(trimmed, maxTokens);
  return meant.length > 0 ? meant : all;
};
