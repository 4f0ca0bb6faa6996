import type {
  DocumentDiscount,
  LineDiscount,
  PreviewBody,
  PricedLineInput,
  TaxCategory,
} from '../../contracts/pricing.ts';
import { sumOf } from '../money/allocate.ts';
import { addDecimals, type Decimal, formatDecimal } from '../money/decimal.ts';
import { invalid, type PriceReader, priceReader } from './price-reader.ts';

/** A tax group: category and rate. Groups are the same when their keys are. */
export interface TaxKey {
  readonly key: string;
  readonly category: TaxCategory;
  readonly rate: Decimal;
}

export interface ExactLine {
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly baseQuantity: Decimal;
  /** Sum of the percentages: they do not compound. */
  readonly percent: Decimal;
  /** Sums of the fixed discounts and of the charges, in minor units. */
  readonly fixed: bigint;
  readonly charges: bigint;
  readonly tax: TaxKey;
}

/** A document discount: a percentage or an amount, for one tax group or (none named) for all lines. */
export interface ExactDiscount {
  readonly value: { readonly percent: Decimal } | { readonly amount: bigint };
  readonly tax: TaxKey | undefined;
}

export interface ExactCharge {
  readonly amount: bigint;
  readonly tax: TaxKey;
}

/** A preview body with exact numbers; amounts are minor units of `currency`. */
export interface ExactQuote {
  readonly currency: string;
  readonly exponent: number;
  readonly taxInclusive: boolean;
  readonly lines: readonly ExactLine[];
  readonly discounts: readonly ExactDiscount[];
  readonly charges: readonly ExactCharge[];
  readonly prepaid: bigint;
  readonly rounding: bigint;
  readonly cashStep: bigint | undefined;
}

const zero: Decimal = { units: 0n, scale: 0 };
const one: Decimal = { units: 1n, scale: 0 };
const quantityDecimals = 6;
const percentDecimals = 12;
const rateDecimals = 6;
/** A unit price may be finer than the minor unit by this many decimals (money rule 1). */
const extraPriceDecimals = 4;

/** EN 16931 (BR-Z-5, BR-E-5, BR-AE-5, BR-IC-5, BR-G-5; O has no rate at all): these categories carry no tax. */
const untaxed: ReadonlySet<TaxCategory> = new Set<TaxCategory>(['Z', 'E', 'AE', 'K', 'G', 'O']);

/** Makes the exact form of a preview body. Throws `validation_error` naming the field that does not fit. */
export const readPriceInput = (body: PreviewBody): ExactQuote => {
  const reader = priceReader(body.currency);
  const lines = body.lines.map((line, index) => readLine(reader, line, `lines.${index}`));
  const charges = (body.charges ?? []).map((charge, index) => ({
    amount: reader.amount(charge.amount, `charges.${index}.amount`),
    tax: readTax(reader, charge, `charges.${index}`),
  }));
  const groups = [...lines, ...charges].map(({ tax }) => tax);
  return {
    currency: body.currency,
    exponent: reader.exponent,
    taxInclusive: body.taxMode === 'inclusive',
    lines,
    charges,
    discounts: (body.discounts ?? []).map((discount, index) =>
      readDiscount(reader, discount, groups, `discounts.${index}`),
    ),
    prepaid: reader.amount(body.prepaid, 'prepaid'),
    rounding: reader.amount(body.rounding, 'rounding'),
    cashStep: readCashStep(reader, body),
  };
};

const readLine = (reader: PriceReader, line: PricedLineInput, path: string): ExactLine => ({
  quantity: reader.decimal(line.quantity, `${path}.quantity`, quantityDecimals),
  unitPrice: reader.decimal(line.unitPrice, `${path}.unitPrice`, reader.exponent + extraPriceDecimals),
  baseQuantity:
    line.baseQuantity === undefined ? one : readBaseQuantity(reader, line.baseQuantity, `${path}.baseQuantity`),
  percent: sumOfPercents(reader, line.discounts ?? [], `${path}.discounts`),
  fixed: sumOfAmounts(reader, line.discounts ?? [], `${path}.discounts`),
  charges: sumOfAmounts(reader, line.charges ?? [], `${path}.charges`),
  tax: readTax(reader, line, path),
});

const readBaseQuantity = (reader: PriceReader, text: string, path: string): Decimal => {
  const value = reader.decimal(text, path, quantityDecimals);
  if (value.units <= 0n) throw invalid(path, 'must be more than 0');
  return value;
};

const sumOfPercents = (reader: PriceReader, discounts: readonly LineDiscount[], path: string): Decimal =>
  discounts.reduce<Decimal>((sum, discount, index) => {
    if (!('percent' in discount)) return sum;
    return addDecimals(sum, reader.decimal(discount.percent, `${path}.${index}.percent`, percentDecimals));
  }, zero);

const sumOfAmounts = (
  reader: PriceReader,
  parts: readonly (LineDiscount | { amount: string })[],
  path: string,
): bigint =>
  sumOf(parts.map((part, index) => ('amount' in part ? reader.amount(part.amount, `${path}.${index}.amount`) : 0n)));

const readTax = (reader: PriceReader, from: { taxCategory: TaxCategory; taxRate: string }, path: string): TaxKey => {
  const rate = reader.decimal(from.taxRate, `${path}.taxRate`, rateDecimals);
  if (untaxed.has(from.taxCategory) && rate.units !== 0n) {
    throw invalid(`${path}.taxRate`, `must be "0" for tax category ${from.taxCategory}`);
  }
  return { key: `${from.taxCategory} ${formatDecimal(rate)}`, category: from.taxCategory, rate };
};

const readDiscount = (
  reader: PriceReader,
  discount: DocumentDiscount,
  groups: readonly TaxKey[],
  path: string,
): ExactDiscount => ({
  value:
    'percent' in discount
      ? { percent: reader.decimal(discount.percent, `${path}.percent`, percentDecimals) }
      : { amount: reader.amount(discount.amount, `${path}.amount`) },
  tax: readTarget(reader, discount, groups, path),
});

/** The group a discount names. Without a rate the category must tell it: untaxed, or one rate in this document. */
const readTarget = (
  reader: PriceReader,
  { taxCategory, taxRate }: DocumentDiscount,
  groups: readonly TaxKey[],
  path: string,
): TaxKey | undefined => {
  if (taxCategory === undefined) {
    if (taxRate !== undefined) throw invalid(`${path}.taxCategory`, 'is needed where taxRate is given');
    return undefined;
  }
  if (taxRate !== undefined) return readTax(reader, { taxCategory, taxRate }, path);
  if (untaxed.has(taxCategory)) return readTax(reader, { taxCategory, taxRate: '0' }, path);
  const named = new Map(groups.filter(({ category }) => category === taxCategory).map((group) => [group.key, group]));
  const [only] = named.values();
  if (named.size !== 1 || !only) {
    throw invalid(`${path}.taxRate`, `is needed: category ${taxCategory} has ${named.size} rates in this document`);
  }
  return only;
};

const readCashStep = (reader: PriceReader, body: PreviewBody): bigint | undefined => {
  if (body.cashStep === undefined) return undefined;
  if (body.rounding !== undefined)
    throw invalid('cashStep', 'cannot be combined with rounding: one is given, the other computed');
  const step = reader.amount(body.cashStep, 'cashStep');
  if (step <= 0n) throw invalid('cashStep', 'must be more than 0');
  return step;
};
