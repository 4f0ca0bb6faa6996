import type { ReadLine } from '../../../contracts/document-reading.ts';
import { type ItemMatch, readItem } from './item-patterns.ts';
import { toReadLine } from './line-draft.ts';
import type { TextItemBlock } from './list-items.ts';
import { numberWordPattern } from './quantity.ts';
import { numberPattern, type DecimalMark } from './numbers.ts';

/** Words with which people ask for things, in the languages the product reads. */
const asking =
  /\b(?:need|needs|require|requires|quote|offer|order|buy|purchase|(?:i|we)(?: \p{L}+ to)? get|send(?: us)?|supply|price for|prices for|quotation for|looking for|interested in|want|would like|provide|benötigen|brauchen|bräuchten|bestellen|anbieten|angebot (?:für|über|zu)|hätten gern(?:e)?|möchten|suchen|anfragen|preis(?:e)? für|besoin (?:de|d')|souhaitons|souhaiterions|commander|devis pour|proposer|voudrions|necesitamos|quisiéramos|solicitamos|cotizar|presupuesto (?:para|de)|comprar|ci servono|abbiamo bisogno di|vorremmo|quotare|offerta per|nodig|graag (?:een )?offerte voor|willen|bestellen|wij zoeken)\b[:\s]*/giu;

const stop = /(?<=[\p{L}\d)"”])[.!?](?:\s+(?=\p{Lu}|$)|$)/u;
/** Between two counted things of a sentence. */
export const joint = new RegExp(
  `\\s*(?:[,;]|(?:,\\s*)?(?:\\band\\b|\\bplus\\b|\\bas well as\\b|\\bund\\b|\\bsowie\\b|\\bet\\b|\\by\\b|\\be\\b|\\ben\\b|&|\\+))\\s*(?=(?:another |also |noch |weitere |auch )?(?:(?:${numberPattern})\\s*(?:[x×]\\s)?|(?:${numberWordPattern})\\s)[\\p{L}"“])`,
  'giu',
);

const wordStart =
  /^(?:us|uns|nous|me|to|for|für|über|pour|the following|please|bitte|also|further|another|approx\.?|about|ca\.?|etwa|around|a total of|urgently|dringend|again|your|an?\s+offer\s+for|with)\s+/iu;

function trimLead(text: string): string {
  let rest = text.trim();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(wordStart, '');
  }
  return rest;
}

/** What follows the thing itself: deadlines, thanks and conditions are no part of its name. */
const trailer =
  /\s*(?:,|–|—|-)?\s*\b(?:please|asap|by (?:next|the|end|\d|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|until|before|for delivery|delivered|deliverable|thanks|thank you|bitte|bis (?:zum|ende|\d)|zur lieferung|danke|s'il vous plaît|pour le|avant le|por favor|antes del?|para el|entro il|per favore|voor \d|alstublieft)\b.*$/iu;

function readPiece(piece: string, mark: DecimalMark, first: boolean): ItemMatch | null {
  const text = trimLead(piece).replace(trailer, '');
  const matches = readItem(text, mark).filter((m) => m.style.endsWith('First') || m.strength === 3);
  const best = matches.toSorted((a, b) => b.strength - a.strength)[0];
  if (best === undefined) return null;
  // Two of something without a figure in its name may be two offers or two copies.
  if (best.style === 'numberFirst' && /^\p{L}/u.test(text) && !/\d/.test(best.description)) return null;
  // A bare number right after "we need" counts what follows it; elsewhere it could be anything.
  return best.strength === 3 || (first && best.style === 'numberFirst' && best.description.length < 120) ? best : null;
}

function readSentence(sentence: string, mark: DecimalMark): ItemMatch[] {
  const asked = [...sentence.matchAll(asking)].at(-1);
  if (asked === undefined) return [];
  const pieces = sentence
    .slice(asked.index + asked[0].length)
    .split(joint)
    .filter((piece) => piece.trim() !== '');
  const matches = pieces.map((piece) => readPiece(piece, mark, true));
  // One piece that is no item makes the numbers in the others doubtful, unless they speak plainly.
  const all = matches.every((match) => match !== null);
  return matches.filter((match) => match !== null).filter((match) => all || match.strength === 3);
}

/** Lines asked for in sentences: "We need 25 pcs of X and 3 boxes of 10 Y." Only sentences that ask are read. */
export function readProse(block: TextItemBlock, mark: DecimalMark): ReadLine[] {
  if (block.text.length > 2_000) return [];
  const matches = block.text.split(new RegExp(stop, 'gu')).flatMap((sentence) => readSentence(sentence, mark));
  return matches.map(({ description, quantity, strength }) =>
    toReadLine({ description, quantity, confidence: strength === 3 ? 0.75 : 0.5, source: block.source }),
  );
}
