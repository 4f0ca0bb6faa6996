import type { IndexedProduct, RequestedLine } from '../../contracts/matching.ts';
import type { Family } from './synthetic-families.ts';
import { FAMILIES } from './synthetic-families.ts';

/** An invented request with every product it may mean: one = clear, several = it does not say enough, none = not sold. */
export type SyntheticRequest = {
  readonly line: RequestedLine;
  readonly productIds: readonly string[];
  readonly family: string;
};

export type SyntheticCatalogue = {
  readonly products: readonly IndexedProduct[];
  requests(count: number, seed: number): readonly SyntheticRequest[];
};

type Draw = { below(limit: number): number; chance(share: number): boolean; pick<Item>(items: readonly Item[]): Item };

type Made = {
  readonly product: IndexedProduct;
  readonly family: Family;
  readonly brand: string;
  readonly series: string;
  /** Index of the chosen value per axis. */
  readonly values: readonly number[];
};

const SYLLABLES =
  'bra nor vik tel mon fal ker din sol tar wen lux hal pro zen rik mar tov gil sel dor pan kim ulm vas'.split(' ');

/** Small, fast and repeatable: a 32-bit xorshift generator (Marsaglia 2003). */
function createDraw(seed: number): Draw {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const below = (limit: number): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return { below, chance: (share) => below(10_000) < share * 10_000, pick };
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function inventName(draw: Draw): string {
  return capital(draw.pick(SYLLABLES) + draw.pick(SYLLABLES) + (draw.chance(0.3) ? draw.pick(SYLLABLES) : ''));
}

/** Every combination of axis values, as index lists. */
function combinations(family: Family): readonly (readonly number[])[] {
  return family.axes.reduce<readonly (readonly number[])[]>(
    (lists, axis) => lists.flatMap((list) => axis.values.map((_, at) => [...list, at])),
    [[]],
  );
}

function modelNumber(brand: string, series: string, values: readonly number[], serial: number): string {
  const letters = (brand.slice(0, 1) + series.slice(0, 2)).toUpperCase();
  return `${letters}${String(100 + (serial % 900))}-${values.map((value) => String.fromCharCode(65 + value) + value).join('')}`;
}

function catalogueName(made: Omit<Made, 'product'>, german: boolean): string {
  const { family, brand, series, values } = made;
  const stated = family.axes.map((axis, at) => axis.values[values[at] ?? 0]?.[german ? 1 : 0] ?? '');
  return [brand, family.hasSeries ? series : '', german ? family.german : family.english, ...stated]
    .filter((part) => part !== '')
    .join(' ');
}

function makeSeries(
  family: Family,
  draw: Draw,
  brands: readonly string[],
  limit: number,
  first: number,
): readonly Made[] {
  const [brand, series, serial, german] = [draw.pick(brands), inventName(draw), draw.below(900), draw.chance(0.4)];
  const kept = combinations(family).filter(() => draw.chance(0.8));
  return kept.slice(0, limit).map((values, at) => {
    const made = { family, brand, series, values };
    const id = first + at;
    const product: IndexedProduct = {
      productId: `product-${id}`,
      sku: `T-${100_000 + id}`,
      name: catalogueName(made, german),
      brand,
      modelNumber: modelNumber(brand, series, values, serial),
      gtin: '',
      description: '',
      unit: 'pcs',
      active: true,
    };
    return { ...made, product };
  });
}

function slip(word: string, draw: Draw): string {
  if (word.length < 6 || /\d/.test(word)) return word;
  const at = 1 + draw.below(word.length - 2);
  return draw.chance(0.5)
    ? word.slice(0, at) + word.slice(at + 1)
    : word.slice(0, at) + word.slice(at, at + 1) + word.slice(at);
}

/** Words a buyer writes: another order, another spelling of each value, sometimes a slip of the finger. */
function wording(made: Made, stated: readonly number[], draw: Draw): string {
  const { family, brand, series } = made;
  const german = draw.chance(0.4);
  const values = stated.map((value, at) => (value < 0 ? '' : draw.pick(family.axes[at]?.values[value] ?? [''])));
  const head = [
    draw.chance(0.75) ? brand : '',
    family.hasSeries ? series : '',
    german ? family.german : family.english,
  ];
  const parts = draw.chance(0.25) ? [...values, ...head] : [...head, ...values];
  const text = parts.filter((part) => part !== '').join(' ');
  const spelled = draw.chance(0.2)
    ? text
        .split(' ')
        .map((word) => (draw.chance(0.3) ? slip(word, draw) : word))
        .join(' ')
    : text;
  return draw.chance(0.2) ? spelled.toUpperCase() : spelled;
}

function sameSeries(all: readonly Made[], one: Made): readonly Made[] {
  return all.filter((other) => other.family === one.family && (other.series === one.series || !one.family.hasSeries));
}

function requestFor(one: Made, all: readonly Made[], draw: Draw): SyntheticRequest {
  const stated = one.values.map((value) => (draw.chance(0.06) ? -1 : value));
  const line: { description: string; partNumber?: string } = { description: wording(one, stated, draw) };
  const named = line.description.toLowerCase().includes(one.brand.toLowerCase());
  if (draw.chance(0.2)) {
    line.partNumber = draw.chance(0.5)
      ? one.product.modelNumber
      : one.product.modelNumber.replaceAll('-', '').toLowerCase();
    return { line, productIds: [one.product.productId], family: one.family.english };
  }
  const meant = sameSeries(all, one).filter(
    (other) =>
      (!named || other.brand === one.brand) && stated.every((value, at) => value < 0 || value === other.values[at]),
  );
  return { line, productIds: meant.map((other) => other.product.productId), family: one.family.english };
}

/** A sibling that this brand and series do not have: every axis is stated, and that combination is not sold. */
function unsoldRequest(one: Made, all: readonly Made[], draw: Draw): SyntheticRequest {
  const sold = new Set(
    sameSeries(all, one)
      .filter((made) => made.brand === one.brand)
      .map((made) => made.values.join()),
  );
  const unsold = combinations(one.family).filter((values) => !sold.has(values.join()));
  if (unsold.length === 0) return requestFor(one, all, draw);
  const text = wording(one, draw.pick(unsold), draw);
  const named = text.toLowerCase().includes(one.brand.toLowerCase());
  return { line: { description: named ? text : `${one.brand} ${text}` }, productIds: [], family: one.family.english };
}

/** An invented catalogue of several trades, full of siblings, and requests for it; the same seed gives the same data. */
export function createSyntheticCatalogue(count: number, seed: number): SyntheticCatalogue {
  const draw = createDraw(seed);
  const brands = Array.from({ length: Math.max(12, Math.ceil(Math.sqrt(count))) }, () => inventName(draw));
  const made: Made[] = [];
  while (made.length < count)
    made.push(...makeSeries(draw.pick(FAMILIES), draw, brands, Math.min(60, count - made.length), made.length));
  return {
    products: made.map((one) => one.product),
    requests(requestCount, requestSeed) {
      const choose = createDraw(requestSeed);
      return Array.from({ length: requestCount }, () => {
        const one = choose.pick(made);
        return choose.chance(0.15) ? unsoldRequest(one, made, choose) : requestFor(one, made, choose);
      });
    },
  };
}
