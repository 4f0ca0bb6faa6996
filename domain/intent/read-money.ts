const codes: Readonly<Record<string, string>> = {
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  $: 'USD',
  usd: 'USD',
  dollar: 'USD',
  dollars: 'USD',
  '£': 'GBP',
  gbp: 'GBP',
  pound: 'GBP',
  pounds: 'GBP',
  pfund: 'GBP',
  quid: 'GBP',
  bucks: 'USD',
  chf: 'CHF',
  franken: 'CHF',
  francs: 'CHF',
};
const CURRENCY = String.raw`€|\$|£|(?:eur|euros?|usd|dollars?|gbp|pounds?|pfund|quid|bucks|chf|franken|francs)(?![a-z])`;
const NUMBER = String.raw`\d[\d.,']{0,18}`;
const BEFORE = new RegExp(String.raw`(?<![a-z])(${CURRENCY})\s?(${NUMBER})`, 'i');
const AFTER = new RegExp(String.raw`(?<![\d.,a-z-])(${NUMBER})\s?(${CURRENCY})`, 'i');
const PRICED = new RegExp(
  String.raw`\b(?:price|preis|verkaufspreis)\b[a-z ]{0,20}?(?:to|of|auf|von|:|=| )\s?(${NUMBER})(?![\d%]|\s?(?:%|percent|prozent))`,
  'i',
);

/** "auf 34,95", "129,-": two decimals that measure nothing. */
const BARE =
  /(?<![\w.,])(\d{1,6}(?:[.,]\d{2}|(?=,-)))(?![\d.,]|\s?(?:%|percent|prozent|mm|cm|km|m|kg|g|l|ml|v|w|kw|a|ah|uhr|h|oclock|inch|zoll)(?![a-z]))/i;

/** An exact decimal of `1.234,50`, `1,234.50`, `1'234.50`, `12,5`; the last separator is decimal unless three digits follow. */
export const readDecimal = (written: string): string | null => {
  const text = written.replaceAll("'", '').replace(/[.,]+$/, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const whole = last < 0 ? text : text.slice(0, last);
  const tail = last < 0 ? '' : text.slice(last + 1);
  const separator = text[last];
  const mixed = /[.,]/.test(whole) && !whole.includes(separator ?? ' ');
  const grouped = last >= 0 && tail.length === 3 && !mixed && !whole.startsWith('0');
  const digits = (grouped ? whole + tail : whole).replaceAll(/[.,]/g, '');
  const value = (digits.replace(/^0+(?=\d)/, '') || '0') + (grouped || tail === '' ? '' : `.${tail}`);
  return /^\d{1,15}(\.\d{1,8})?$/.test(value) ? value : null;
};

export interface Money {
  readonly price: string;
  readonly currency: string | null;
  readonly found: string;
}

/** The first amount of money: `1.234,50 €`, `EUR 1,234.50`, or a bare number after "price". */
export const readMoney = (text: string): Money | null => {
  const before = BEFORE.exec(text);
  const after = AFTER.exec(text);
  const match = after !== null && (before === null || after.index <= before.index) ? after : before;
  const [number, sign] = match === after ? [match?.[1], match?.[2]] : [match?.[2], match?.[1]];
  const bare = match === null ? (PRICED.exec(text) ?? BARE.exec(text)) : null;
  const price = readDecimal(number ?? bare?.[1] ?? '');
  if (price === null || (match ?? bare) === null) return null;
  return { price, currency: codes[(sign ?? '').toLowerCase()] ?? null, found: (match ?? bare)?.[0] ?? '' };
};
