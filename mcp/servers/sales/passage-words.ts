const stopWords = new Set(
  `a about all also am an and any are as at be been but by can could did do does for from get give had has have he her his
  how i if in into is it its list many me much my name need no not of on or our please say she should show so some stand
  tell than that the their them then there these they this to us was we were what when where which who whom whose why will
  with would you your document
  aber alle als am an auch auf aus bei beim bis bitte brauchen braucht da das dass dem den der des die dieser dieses dokument
  du durch ein eine einem einen einer eines er es fur gibt gross haben hat hoch ich ihr im in ist kann lauten lautet man mit nach
  nenne nennt nicht noch nur oder sich sie sind so steht stehen uber um und uns unser unsere unter viel viele vom von vor
  wann war warum was welche welcher welches wenn wer werden wie wir wird wo zeige zu zum zur`.split(/\s+/),
);

const endings = /(?:ies|ing|ern|en|er|es|ed|(?<![is])s|e|n|y)$/;
const shortestStem = 4;
/** A part of a compound is at least so long, and so is what it is joined to. */
const shortestPart = 5;
const shortestRest = 3;

/** Words that nearly every request has: alone, they say nothing of what was asked. */
const generic = new Set(
  `amount company customer date item number order part position price product quantity quote request total unit
  angebot anfrage anzahl artikel auftrag bestellung betrag datum firma kunde menge nummer position preis produkt stuck
  summe unternehmen`
    .split(/\s+/)
    .map((word) => stemOf(word)),
);

export const isGeneric = (stem: string): boolean => generic.has(stem);

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Words with what joins them: 6204-2RS, 12.50, 2026-03-05. Those with a digit name a part, an amount or a day. */
const joined = /[\p{L}\p{N}]+(?:(?:[-/_]|(?<=\p{N})[.,:](?=\p{N}))[\p{L}\p{N}]+)*/gu;
const hasDigit = (word: string): boolean => /\p{N}/u.test(word);

function stemOf(word: string): string {
  const shorter = word.replace(endings, '');
  return shorter === word || shorter.length < shortestStem ? word : stemOf(shorter);
}

/** Words without digits in lower case, without accents, endings and stop words. */
export const wordStems = (text: string): string[] =>
  (
    folded(text)
      .replaceAll(joined, (word) => (hasDigit(word) ? ' ' : word))
      .match(/\p{L}+/gu) ?? []
  )
    .filter((word) => !stopWords.has(word))
    .map(stemOf);

/** Whether two words are the same, or one is a part of the other as German joins them: Adresse, Lieferadresse. */
export const isRelated = (left: string, right: string): boolean => {
  const [part, whole] = left.length < right.length ? [left, right] : [right, left];
  if (part === whole) return true;
  const fits = part.length >= shortestPart && whole.length - part.length >= shortestRest;
  return fits && (whole.startsWith(part) || whole.endsWith(part));
};

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const germanMonths: Readonly<Record<string, string>> = { mai: 'may', okt: 'oct', dez: 'dec' };
const two = (digits: string): string => digits.padStart(2, '0');
const monthOf = (name: string): string => {
  const start = name.slice(0, 3);
  return two(String(monthNames.indexOf(germanMonths[start] ?? start) + 1));
};
const monthWord =
  '(jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch|z)?|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)';

/** Dates and amounts as one writing: 5.3.2026, 5 March 2026 and 2026-03-05; 1.250,00, 1,250.00 and 1250. */
const oneWriting = (text: string): string =>
  folded(text)
    .replaceAll(
      /\b(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d\d)\b/g,
      (_, day, month, year) => `${year}-${two(month)}-${two(day)}`,
    )
    .replaceAll(
      new RegExp(String.raw`\b(\d{1,2})(?:\.|st|nd|rd|th)?\s${monthWord}\.?,?\s(20\d\d)\b`, 'g'),
      (_, day, month, year) => `${year}-${monthOf(month)}-${two(day)}`,
    )
    .replaceAll(
      new RegExp(String.raw`\b${monthWord}\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(20\d\d)\b`, 'g'),
      (_, month, day, year) => `${year}-${monthOf(month)}-${two(day)}`,
    )
    .replaceAll(/(?<![\p{L}\p{N}.,-])\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?![\p{L}\p{N}])/gu, (amount) => {
      const cents = /[.,](\d{1,2})$/.exec(amount)?.[0] ?? '';
      return amount.slice(0, amount.length - cents.length).replaceAll(/[.,]/g, '') + cents;
    })
    .replaceAll(/(?<![\p{L}\p{N}.,-])(\d+)[.,](\d{1,2})(?![\p{L}\p{N}.,])/gu, (_, whole, cents) => {
      const rest = cents.replace(/0+$/, '');
      return rest === '' ? whole : `${whole}.${rest}`;
    });

export interface AskedNumber {
  /** A number of a part or the like: a passage without it is about something else. */
  readonly names: boolean;
  readonly isIn: (text: string) => boolean;
}

/** The numbers of a question, found however they are spaced: "M8x40" in "M 8 x 40", but not "HX-100" in "HX-1000". */
export const askedNumbers = (question: string): AskedNumber[] =>
  [...new Set(oneWriting(question).match(joined)?.filter(hasDigit))].map((number) => {
    const parts = number.match(/\p{L}+|\p{N}+/gu) ?? [];
    const spaced = new RegExp(String.raw`(?<![\p{L}\p{N}])${parts.join(String.raw`[\s./,:_-]*`)}(?![\p{L}\p{N}])`, 'u');
    return { names: parts.length > 1 || number.length > 4, isIn: (text) => spaced.test(oneWriting(text)) };
  });
