import { exclusiveWord } from './exclusive-words.ts';
import type { FacetKind, Unit } from './measures.ts';
import { baseValue, gluedUnit, spacedUnit } from './measures.ts';
import { identifierKey, isTellingKey } from './identifiers.ts';
import type { Token } from './read-tokens.ts';
import { readTokens } from './read-tokens.ts';
import { colourOf, conceptOf, isEmptyWord } from './word-equivalents.ts';

/** One unit of meaning. `key` is the term it is found by; `others` are further spellings that mean the same. */
export type Slot = {
  readonly key: string;
  readonly others: readonly string[];
  readonly shown: string;
  readonly kind: 'word' | 'number' | 'measure' | 'code' | 'identifier';
};

/** A stated property: two texts that state the same dimension with different values mean different products. */
export type Facet = {
  readonly dimension: string;
  readonly value: string;
  readonly shown: string;
  readonly kind: FacetKind;
};

export type AnalysedText = {
  readonly slots: readonly Slot[];
  readonly facets: readonly Facet[];
  /** Keys of what looks like a part number, as `identifierKey` writes them. */
  readonly identifiers: readonly string[];
  /** Those of them that name what the goods are made for: `battery for ER-P240`. */
  readonly madeFor: readonly string[];
};

/** What follows these is another product's number. */
const MADE_FOR = new Set([
  'for',
  'fur',
  'fuer',
  'compatible',
  'kompatibel',
  'replaces',
  'replacement',
  'ersatz',
  'fits',
  'passend',
]);
const SHORT_CODE = /^([a-z]{1,4})(\d{1,4}[a-z]{0,2})$/;
const GARMENT = new Set(['xs', 'xl', 'xxl', 'xxxl', '2xl', '3xl', '4xl', '5xl']);
/** After these a single letter is a value, not an article: `class A`, `Gr. L`. */
const LETTERED = new Set(
  ['class', 'klasse', 'kl', 'type', 'typ', 'grade', 'size', 'grosse', 'groesse', 'gr', 'form', 'cat'].map(conceptOf),
);
const SIZE_WORDS = new Set(['size', 'grosse', 'groesse', 'gr'].map(conceptOf));
const CONTAINERS = new Set([
  'box',
  'pack',
  'package',
  'packung',
  'karton',
  'carton',
  'case',
  'set',
  'satz',
  'bag',
  'beutel',
  'pk',
]);
const OF = new Set(['of', 'a', 'von', 'mit', 'zu']);

class Analysis {
  readonly slots: Slot[] = [];
  readonly facets: Facet[] = [];
  readonly identifiers: string[] = [];
  readonly madeFor: string[] = [];
  private isMadeFor = false;
  private series = '';

  private add(slot: Slot, series = ''): void {
    this.slots.push(slot);
    this.series = series;
  }

  word(token: Token & { kind: 'word' }): void {
    if (token.text.length === 1 && LETTERED.has(this.series)) {
      // "Size M" and "XL" are sizes of one kind: one garment has not both.
      const isGarment = SIZE_WORDS.has(this.series) && /^[sml]$/.test(token.text);
      const dimension = isGarment ? 'garment' : `after ${this.series}`;
      this.facets.push({ dimension, value: token.text, shown: token.shown, kind: 'size' });
      this.add({ key: token.text, others: [], shown: token.shown, kind: 'number' });
      return;
    }
    if (MADE_FOR.has(token.text)) this.isMadeFor = true;
    if (isEmptyWord(token.text)) {
      this.series = '';
      return;
    }
    const key = conceptOf(token.text);
    const colour = colourOf(key);
    if (colour !== undefined)
      this.facets.push({ dimension: 'colour', value: colour, shown: token.shown, kind: 'colour' });
    const exclusive = exclusiveWord(key);
    if (exclusive !== undefined)
      this.facets.push({ dimension: exclusive.row, value: exclusive.value, shown: token.shown, kind: 'word' });
    if (GARMENT.has(token.text))
      this.facets.push({ dimension: 'garment', value: token.text, shown: token.shown, kind: 'size' });
    this.add({ key, others: token.joined === '' ? [] : [token.joined], shown: token.shown, kind: 'word' }, key);
  }

  number(token: Token & { kind: 'number' }): void {
    if (this.series !== '' && token.text.length < 5) this.property(this.series, token.text, token.shown, 'number');
    if (token.text.length >= 5 && Number.isInteger(token.value)) this.identifier(token.text, [], token.shown);
    else this.add({ key: token.text, others: [], shown: token.shown, kind: 'number' });
  }

  /** A number or letter that belongs to the word before it: `USB 3`, `DIN 933`, `class B`. */
  property(word: string, value: string, shown: string, kind: FacetKind): void {
    this.facets.push({ dimension: `after ${word}`, value, shown, kind });
  }

  measure(value: number, unit: Unit, shown: string): void {
    const base = String(baseValue(value, unit));
    this.facets.push({ dimension: unit.dimension, value: base, shown, kind: unit.kind });
    this.add({ key: `${unit.dimension}:${base}`, others: [String(value)], shown, kind: 'measure' });
  }

  pack(value: number, shown: string): void {
    this.measure(value, { dimension: 'pack', factor: 1, kind: 'pack' }, shown);
  }

  identifier(text: string, pieces: readonly string[], shown: string): void {
    const key = identifierKey(text);
    if (isTellingKey(key)) {
      this.learnIdentifier(key);
      this.restOf(pieces);
      this.add({ key, others: pieces.length > 1 ? pieces : [], shown, kind: 'identifier' });
    } else this.shortCode(key, pieces, shown);
  }

  private learnIdentifier(key: string): void {
    this.identifiers.push(key);
    if (this.isMadeFor) this.madeFor.push(key);
  }

  /** `new-C9202KH`: a word before the number proper. */
  private restOf([first = '', ...rest]: readonly string[]): void {
    const key = identifierKey(rest.join(''));
    if (/^[a-z]{3,}$/.test(first) && isTellingKey(key)) this.learnIdentifier(key);
  }

  private shortCode(key: string, pieces: readonly string[], shown: string): void {
    const match = SHORT_CODE.exec(key);
    if (match !== null) this.property(conceptOf(match[1] ?? ''), match[2] ?? '', shown, 'model');
    this.add({ key, others: pieces.length > 1 ? pieces : [], shown, kind: 'code' });
  }

  /** `M8`, `E27`, `USB-3.2`: the same as the letters and the number apart. Long ones may also be part numbers. */
  code(token: Token & { kind: 'code' }): void {
    const word = conceptOf(token.prefix);
    this.facets.push({ dimension: `after ${word}`, value: token.number, shown: token.shown, kind: 'model' });
    const key = `${word}${token.number}`;
    const plain = identifierKey(token.text);
    if (isTellingKey(plain)) this.learnIdentifier(plain);
    this.add({ key, others: plain === key ? [] : [plain], shown: token.shown, kind: 'code' });
  }

  glued(token: Token & { kind: 'glued' }): void {
    const unit = gluedUnit(token.unit);
    if (unit !== undefined) this.measure(token.value, unit, token.shown);
    else if (token.text.includes('-') && token.unit.length > 2) this.counted(token);
    else this.identifier(token.text, [], token.shown);
  }

  /** `4-tier`, `12-in-1`: a count of something that has no unit name. */
  private counted(token: Token & { kind: 'glued' }): void {
    const value = String(token.value);
    const concept = conceptOf(token.unit);
    this.facets.push({ dimension: `of ${concept}`, value, shown: token.shown, kind: 'number' });
    this.add({ key: value, others: [], shown: value, kind: 'number' });
    if (!isEmptyWord(token.unit)) this.add({ key: concept, others: [], shown: token.unit, kind: 'word' }, concept);
  }

  sizes(token: Token & { kind: 'sizes' }): void {
    const unit = gluedUnit(token.unit);
    const [first = '', ...rest] = token.sides;
    const code = /^[a-z]/.test(first);
    if (code) this.shortCode(first, [], first);
    const plain = (code ? rest : token.sides).map(Number);
    if (plain.length > 1 || code) {
      const scale = unit?.dimension === 'length' ? unit : undefined;
      const value = plain.map((side) => (scale === undefined ? side : baseValue(side, scale))).join('x');
      this.facets.push({
        dimension: scale === undefined ? 'sizes' : 'sizes mm',
        value,
        shown: token.shown,
        kind: 'size',
      });
    }
    for (const side of plain) this.add({ key: String(side), others: [], shown: token.shown, kind: 'number' });
  }
}

function sizesWithUnit(analysis: Analysis, token: Token & { kind: 'sizes' }, unit: string): number {
  analysis.sizes({ ...token, unit });
  return 2;
}

/** Reads `box of 10` and `10 mm`, which take several tokens; returns how many it used, 0 for none. */
function readSeveral(analysis: Analysis, tokens: readonly Token[], at: number): number {
  const [one, two, three] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (one === undefined || two === undefined) return 0;
  if (one.kind === 'word' && CONTAINERS.has(one.text) && OF.has(two.text) && three?.kind === 'number') {
    analysis.pack(three.value, `${one.shown} ${two.shown} ${three.shown}`);
    return 3;
  }
  if (two.kind !== 'word')
    return two.kind === 'code' && one.kind === 'sizes' && two.text === 'mm2'
      ? sizesWithUnit(analysis, one, two.text)
      : 0;
  if (one.kind === 'sizes' && one.unit === '' && spacedUnit(two.text) !== undefined)
    return sizesWithUnit(analysis, one, two.text);
  if (one.kind !== 'number') return 0;
  const unit = spacedUnit(two.text);
  if (unit === undefined || (two.text === 'in' && three?.kind === 'number')) return 0;
  analysis.measure(one.value, unit, `${one.shown} ${two.shown}`);
  return 2;
}

function readOne(analysis: Analysis, token: Token): void {
  switch (token.kind) {
    case 'word':
      return analysis.word(token);
    case 'number':
      return analysis.number(token);
    case 'glued':
      return analysis.glued(token);
    case 'code':
      return analysis.code(token);
    case 'sizes':
      return analysis.sizes(token);
    case 'mixed':
      return analysis.identifier(token.key, token.pieces, token.shown);
  }
}

/** Reads a product or request text into slots, facets and identifiers. Looks at no more than `limit` tokens. */
export function analyseText(text: string, limit: number): AnalysedText {
  const tokens = readTokens(text, limit);
  const analysis = new Analysis();
  for (let at = 0; at < tokens.length;) {
    const used = readSeveral(analysis, tokens, at);
    const token = tokens[at];
    if (used === 0 && token !== undefined) readOne(analysis, token);
    at += Math.max(used, 1);
  }
  return analysis;
}
