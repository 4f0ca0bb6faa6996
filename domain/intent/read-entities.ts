import { MAX_MESSAGE_CHARS, type IntentEntities } from '../../contracts/intent.ts';
import { conceptsOfWord, isTrigger } from './concepts.ts';
import { foldMessage } from './fold-message.ts';
import { readDecimal, readMoney } from './read-money.ts';

const QUOTED =
  /"([^"\n]{1,1000})"|„([^“”"\n]{1,1000})[“”"]|“([^”\n]{1,1000})”|«([^»\n]{1,1000})»|(?<!\p{L})'([^'\n]{2,1000})'(?!\p{L})/u;
const FILE =
  /(?<![\p{L}\d._-])[\p{L}\d][\p{L}\d._-]{0,120}\.(?:pdf|docx?|xlsx?|csv|eml|txt|png|jpe?g|tiff?)(?![\p{L}\d])/iu;
const REFERENCE = /(?<![\p{L}\d])(?:RFQ|RFP|REQ|ANF|DOC|PO|INQ)[-_ #]?\d[\d/-]{0,20}/iu;
const DOCUMENT_ID = /\bdoc_[0-9a-z]{26}\b/;
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4}/i;
const PHONE = /(?<![\w.,-])(?:\+|00?)[1-9][\d /()-]{5,20}\d/;
const SKU =
  /(?<![\p{L}\d@._/-])(?=[a-z\d./-]{0,40}\d)(?=[\d./-]{0,40}[a-z])[a-z\d]{1,20}(?:[./-][a-z\d]{1,20}){0,5}(?![\p{L}\d@])/giu;
const AFTER_SKU =
  /\b(?:sku|art(?:ikel)?\.?-?\s?n(?:umme)?r\.?|article number|item number)\s?[:#]?\s?([a-z\d][a-z\d./-]{2,39})/i;
/** A product by its bare number. */
const AFTER_PRODUCT =
  /\b(?:product|article|item|produkt|artikel)\s(?:no\.?\s|number\s|nummer\s|nr\.?\s)?(\d{4,13})(?![\w.,]|\s?(?:€|eur))/i;
/** A model: a name and its number, as in "StepUp 5"; the number counts nothing. */
const MODEL =
  /(?<![\p{L}\d])(\p{Lu}[\p{L}]{2,30})\s\d{1,5}(?:\.\d)?(?![\p{L}\d.,%]|\s?(?:€|\$|£|x\b|euro|eur\b|stück|stk|pcs|pieces|units))/u;
const MEASURE =
  /^(?:\d+(?:[.,]\d+)?(?:mm|cm|m|km|kg|g|mg|t|l|ml|v|w|kw|a|ah|mah|x|st|th|nd|rd|pcs|h|d)|m\d{1,2}(?:x\d{1,4})?|q[1-4]|\d{1,4}x\d{1,4}(?:mm)?|[1-4]q|a[0-9]|b2b|b2c|mp3|h2o|\d{4}-q[1-4]|q[1-4]-\d{4})$/i;
const UNITS =
  'pcs|pieces?|units?|boxes|box|packs?|pairs?|rolls?|sets?|meters?|metres?|kg|liters?|litres?|stuck|stk|st|packungen|packung|kartons?|paar|rollen?|meter|liter|kisten?|x|m';
const COUNT = new RegExp(
  String.raw`(?<![\w.,/%-])(\d{1,9}(?:[.,]\d{1,6})?)\s?(?:(?:${UNITS})\b|(?![\w.,%/:]|-\w| ?(?:%|percent|prozent)))`,
  'i',
);
const WORD_COUNT =
  /\b(half a dozen|halbes dutzend|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|dutzend)\b/;
const counts: Readonly<Record<string, string>> = {
  'half a dozen': '6',
  'halbes dutzend': '6',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  twelve: '12',
  dozen: '12',
  zwei: '2',
  drei: '3',
  vier: '4',
  funf: '5',
  sechs: '6',
  sieben: '7',
  acht: '8',
  neun: '9',
  zehn: '10',
  zwolf: '12',
  dutzend: '12',
};
const MONTHS =
  'january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember';
const SPAN = 'days?|weeks?|months?|quarters?|years?|tage?n?|wochen?|monate?n?|quartale?n?|jahre?s?n?';
const PERIODS = [
  /(?<!\d)\d{1,2}\.\d{1,2}\.(?:20\d\d)?(?: ?(?:-|–|bis(?: zum)?|to|until) ?\d{1,2}\.\d{1,2}\.(?:20\d\d)?)?(?!\d)/i,
  /(?<!\d)20\d\d-\d\d-\d\d(?: ?(?:-|–|bis|to|until) ?20\d\d-\d\d-\d\d)?(?!\d)/i,
  /\b(?:first|second|third|fourth|ersten|zweiten|dritten|vierten) (?:quarter|half|quartal|halbjahr)(?: 20\d\d)?\b/i,
  /\b(?:q[1-4][ /-]?(?:20\d\d)?|[1-4]\. ?quartal(?: 20\d\d)?|20\d\d[- ]?q[1-4])(?!\w)/i,
  new RegExp(
    String.raw`\b(?:last|this|past|previous|current|next|letzte[nrsm]?|diese[nrsm]?|vergangene[nrsm]?|vorige[nrsm]?|aktuelle[nrsm]?|nächste[nrsm]?) (?:\d{1,3} )?(?:${SPAN})\b`,
    'i',
  ),
  new RegExp(String.raw`\b(?:${MONTHS}|may(?= 20\d\d))\b(?: 20\d\d)?`, 'i'),
  /\b(?:today|yesterday|heute|gestern|year to date|ytd|vormonat|vorjahr|vorwoche)\b/i,
  /(?<![\w.,-])20[12]\d(?:-(?:0[1-9]|1[0-2]))?(?![\w.,/-])(?! ?(?:pcs|st|x|€))/,
];
const COMPANY =
  /\b(?:[Ff]or|[Ff]ür|[Ff]uer|of|[Ff]rom|at|by|[Vv]o[nm]|[Ll]aut|[Cc]ustomers?|[Cc]lients?|[Kk]unden?|[Ff]irma|[Cc]ompany|to|an|bei|named|namens)\s(?:the |die |den |der |Firma |Kunden? |customer |company |client )?((?:\p{Lu}[\p{L}\d&.-]{0,40}|[&+]|und(?= \p{Lu})|and(?= \p{Lu}))(?: (?:\p{Lu}[\p{L}\d&.-]{0,40}|[&+]|und(?= \p{Lu})|and(?= \p{Lu}))){0,5})/u;
const LEGAL = /\b(?:GmbH|AG|KG|OHG|SE|UG|Ltd|Inc|LLC|Corp|Co|GbR|Limited|PLC|BV|SA|SRL|Werke?|Bau|Maschinenbau)\b/;
const SAYS =
  /\b(?:saying|that says|with the (?:text|message)|mit dem text|sagen|dass|that|(?:message|nachricht|text)(?=:))\s?:?\s{1,3}(?:that |dass )?(.{2,500})$/iu;
const AFTER_PHONE = new RegExp(String.raw`${PHONE.source}[\s,:-]+((?:\S+\s+){2}.{1,500})$`, 'su');
/** Who a message goes to, by name: after the verb, or with a title. */
const ADDRESSEE =
  /\b(?:[Tt]ext|[Ee]?-?[Mm]ail|[Ww]hats[Aa]pp|[Mm]essage|[Pp]ing|[Ss]imse?|[Ss]chreibe?|[Ss]end|[Ss]chicke?)\s(?:to |an )?((?:(?:Herrn?|Frau|Mrs?\.?|Ms\.?)\s)?\p{Lu}\p{Ll}{1,40})(?![\p{L}-])|\b((?:Herrn?|Frau|Mrs?\.?|Ms\.?)\s\p{Lu}\p{Ll}{1,40})/u;
/** The same in small letters: "schick anna eine sms", "text dave that", "eine mail an paul". */
const CASUAL =
  /\b(?:(?:send|text|message|ping|e?-?mail|whatsapp|simse?|sag|schick|schreib|tell)(?: (?:dem|der|den|zuerst|bitte|noch|mal|first)){0,2} (\p{L}{3,20})(?= (?:an?|eine?|ne|that|dass|the|saying|auf|on|per|via|bescheid|das|den)\b)|(?:mail|sms|whatsapp|nachricht|message|text) (?:an|to) (?:den |die |der )?(\p{L}{3,20}))/iu;
const COLON = /:\s(.{2,1000})$/su;

const blank = (text: string, part: string | undefined): string => (part ? text.replace(part, ' ') : text);

const readSku = (text: string): string | undefined => {
  const named = AFTER_SKU.exec(text)?.[1]?.replace(/[./-]+$/, '');
  if (named !== undefined && /\d|^[A-Z][A-Z./-]{2,}$/.test(named)) return named;
  const numbered = AFTER_PRODUCT.exec(text)?.[1];
  if (numbered !== undefined) return numbered;
  return [...text.matchAll(SKU)].map(([found]) => found).find((found) => found.length >= 3 && !MEASURE.test(found));
};

const readCustomer = (text: string): string | undefined => {
  const name = COMPANY.exec(text)?.[1]?.replace(/[.&+ -]+$/, '');
  if (name === undefined || /^\d/.test(name)) return undefined;
  if (LEGAL.test(name)) return name;
  const triggers = foldMessage(name)
    .split(' ')
    .every((word) => !isTrigger(word) && counts[word] === undefined);
  return triggers &&
    !PERIODS.some((period) => period.test(name)) &&
    !/^(?:I|Sie|Ihnen|Mir|Uns|E-Mail|SMS|WhatsApp|EUR|USD)\b/.test(name)
    ? name
    : undefined;
};

const readAddressee = (text: string): string | undefined => {
  const found = ADDRESSEE.exec(text);
  const name =
    found?.[1] ??
    found?.[2] ??
    CASUAL.exec(text)
      ?.slice(1)
      .find((part) => part !== undefined);
  if (name === undefined) return undefined;
  const folded = foldMessage(name);
  return isTrigger(folded) || small.has(folded) || conceptsOfWord(folded).has('person') ? undefined : name;
};

const unit = new RegExp(`^(?:${UNITS})$`);
const small = new Set(
  foldMessage(
    'a an the to in into of for on at by with from me my our us we i you your it this that these those please some any and or is are be can could would like want do does der die das den dem des ein eine einen einem einer eines mir mich mein meine meinen uns unser unsere wir ich du sie er es bitte mal und oder in im ins an am auf aus von vom zu zum zur fur mit bei nach ist sind kann konnen kannst konnte konnten mochte wurde gern gerne bis unter under below over less than about uber up ab there hier here now jetzt noch schon so also auch man ihr euch ihnen bin was haben habe have has had id lets just und dass wie the number nr nummer if whether ob much many long far looking take viele viel davon lange thanks thank danke ok okay yes no ja nein hi which what who how when where why more mehr per via all half halbes last latest newest recent letzte letzter letzten letztes neueste neuesten neuester still doesn didn isn don not no never nicht kein keine keinen nie did does do done was were been being be will shall should must may might has have had get got as als than then dann wenn when while because weil ihn ihm ihren ihrem ihrer sein seine seinen his him he she they them their werden wird wurde wurden worden soll sollen sollte muss mussen musste darf durfen kannte konne geht gehort heisst heissen call called namens fehlt fehlen jemand somebody someone anybody niemand erst einmal zuerst first sofort gleich wieder again dazu davon dabei daran damit darauf alles etwas nichts everything something anything nothing only nur just lieber instead rather statt anymore longer mehr endgultig really actually eigentlich grad gerade vielleicht maybe perhaps sehr very ganz quite genau exactly right away turn appear come comes goes go going take takes make makes gonna wanna gotta let draw off back whats hows em ones eins wrong right says but its asap gschwind up kame hatte hatten hatt wieviele nimmer ah ahm uh um habts gibts moment lets among base ma please register registered named called who so such solche solchen diese dieser dieses diesen jene our ours euer eure meiner deiner seiner ve ll re ja gell halt denn doch auch own eigene andere anderen other another more most some each every jeder jede jedes hallo hello hi hey dear liebe lieber guten tag morgen abend good morning afternoon evening regards gruss grusse freundlichen',
  ).split(' '),
);

const INNER_CAPITAL = /\p{Ll}\p{Lu}/u;
/** "StepUp" is a name, however near it is to "setup". */
const isName = (word: string): boolean => INNER_CAPITAL.test(word) && word !== 'WhatsApp';

const readProduct = (rest: string, model?: string): string | undefined => {
  const kept = (rest.match(/[\p{L}\d][\p{L}\d-]*/gu) ?? []).slice(0, 60).filter((word) => {
    const folded = foldMessage(word);
    return (
      !small.has(folded) &&
      !unit.test(folded) &&
      counts[folded] === undefined &&
      folded.length > 1 &&
      (isName(word) || !isTrigger(folded))
    );
  });
  const named = kept.map((word) => (model?.startsWith(`${word} `) ? model : word));
  const product = named.slice(0, 8).join(' ');
  return /\p{L}{2}/u.test(product) ? product : undefined;
};

/** What a message names, whatever it means. `product` is what is left when all else is taken. */
export const readEntities = (written: string): IntentEntities => {
  const text = written.slice(0, MAX_MESSAGE_CHARS).normalize('NFC');
  const match = QUOTED.exec(text);
  const quoted = match
    ?.slice(1)
    .find((part) => part !== undefined)
    ?.trim();
  let rest = blank(text, match?.[0]);
  const document = (FILE.exec(text) ?? DOCUMENT_ID.exec(rest) ?? REFERENCE.exec(rest))?.[0];
  rest = blank(rest, document);
  const recipient = (EMAIL.exec(rest) ?? PHONE.exec(rest))?.[0];
  rest = blank(rest, recipient);
  const money = readMoney(rest);
  rest = blank(rest, money?.found);
  const period = PERIODS.map((pattern) => pattern.exec(rest)?.[0].trim()).find((found) => found !== undefined);
  rest = blank(rest, period);
  const sku = readSku(rest);
  rest = blank(rest, sku);
  const customer = readCustomer(rest);
  rest = blank(rest, customer);
  const model = MODEL.exec(rest);
  const named =
    model !== null && (isName(model[1] ?? '') || !isTrigger(foldMessage(model[1] ?? ''))) ? model[0] : undefined;
  const uncounted = blank(rest, named);
  const plain = foldMessage(uncounted);
  // Not folded: "neuen" is not nine.
  const word = WORD_COUNT.exec(uncounted.toLowerCase().replaceAll('ü', 'u').replaceAll('ö', 'o'))?.[1];
  const count = COUNT.exec(plain);
  const quantity = readDecimal(count?.[1] ?? counts[word ?? ''] ?? '');
  const said = blank(text, recipient);
  const message = quoted ?? (SAYS.exec(said) ?? COLON.exec(said) ?? AFTER_PHONE.exec(text))?.[1]?.trim();
  const product = quoted ?? readProduct(count ? rest.replace(count[1] ?? '', ' ') : rest, named);
  return Object.fromEntries(
    Object.entries({
      product,
      sku,
      quantity: /\d/.test(count?.[1] ?? '') || word !== undefined ? quantity : undefined,
      price: money?.price,
      currency: money?.currency ?? undefined,
      customer,
      document,
      period,
      recipient: recipient ?? readAddressee(rest),
      message,
    }).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
};
