import type { CatalogImport, ColumnMapping, ImportField } from '../../contracts/catalog.ts';
import { newId } from '../new-id.ts';
import type { CatalogProduct } from './catalog-product.ts';
import { checkProduct } from './product-rules.ts';
import { type DecimalMark, readListNumber } from './read-list-number.ts';

export interface RowProblem {
  readonly field: ImportField | null;
  readonly message: string;
}

/** How the cells of one price list are read. */
export interface RowReading {
  readonly workspaceId: string;
  readonly mapping: ColumnMapping;
  readonly defaults: CatalogImport['defaults'];
  readonly decimalMark: DecimalMark;
  readonly now: Date;
}

export type RowResult = { readonly product: CatalogProduct } | { readonly problems: readonly RowProblem[] };

const longest: Readonly<Partial<Record<ImportField, number>>> = {
  sku: 100,
  name: 1000,
  brand: 200,
  modelNumber: 200,
  category: 200,
  description: 5000,
  unit: 40,
};

const fieldNames: Readonly<Partial<Record<ImportField, string>>> = {
  sku: 'SKU',
  name: 'name',
  brand: 'brand',
  modelNumber: 'model number',
  category: 'category',
  description: 'description',
  unit: 'unit',
};

/** The text of a field's cell: one line, without control characters; undefined when no column feeds the field. */
export const cellOf = (cells: readonly string[], mapping: ColumnMapping, field: ImportField): string | undefined => {
  const column = mapping[field];
  if (column === undefined) return undefined;
  // A cell is text whatever it starts with: formulas are neither run nor stored as such.
  return (cells[column] ?? '').replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
};

/**
 * The product that a row stands for, or every problem of the row. What no column feeds stays as it is for a product
 * that `existing` holds, and takes the default for a new one.
 */
export const readProductRow = (
  cells: readonly string[],
  reading: RowReading,
  existing: CatalogProduct | undefined,
): RowResult => {
  const problems: RowProblem[] = [];
  const cell = (field: ImportField) => cellOf(cells, reading.mapping, field);
  const text = (field: ImportField): string | undefined => {
    const value = cell(field);
    const limit = longest[field] ?? 100;
    if (value !== undefined && value.length > limit)
      problems.push({ field, message: `The ${fieldNames[field] ?? field} is longer than ${limit} characters.` });
    return value;
  };
  const nullable = (field: 'brand' | 'modelNumber' | 'category' | 'description') => {
    const value = text(field);
    return value === undefined ? (existing?.[field] ?? null) : value === '' ? null : value;
  };

  const sku = text('sku') ?? '';
  if (sku === '') problems.push({ field: 'sku', message: 'The SKU is missing.' });
  const name = text('name') ?? existing?.name ?? '';
  if (name === '') problems.push({ field: 'name', message: 'The name is missing.' });
  const money = readMoney(cell('price'), cell('currency'), reading, problems);
  const tax = readTax(cell('taxRate'), reading, existing, problems);
  const fields = {
    sku,
    name,
    brand: nullable('brand'),
    modelNumber: nullable('modelNumber'),
    gtin: readGtin(cell('gtin'), existing),
    category: nullable('category'),
    description: nullable('description'),
    unit: text('unit') || existing?.unit || reading.defaults.unit,
    currency: money.currency,
    ...tax,
  };
  const checked = checkProduct({ ...fields, price: money.price });
  const known = new Set(problems.map(({ field }) => field));
  problems.push(...checked.problems.filter(({ field }) => !known.has(field)));
  if (problems.length > 0) return { problems };
  const { workspaceId, now } = reading;
  const stored = existing ?? { id: newId('prd', now.getTime()), workspaceId, createdAt: now, version: 0 };
  return {
    product: {
      ...fields,
      id: stored.id,
      workspaceId,
      priceMinor: checked.priceMinor,
      taxRate: checked.taxRate,
      active: true,
      createdAt: stored.createdAt,
      updatedAt: now,
      version: stored.version + 1,
    },
  };
};

const readMoney = (
  price: string | undefined,
  currency: string | undefined,
  { decimalMark, defaults }: RowReading,
  problems: RowProblem[],
): { price: string; currency: string } => {
  const number = readListNumber(price ?? '', decimalMark);
  if (!price) problems.push({ field: 'price', message: 'The price is missing.' });
  else if (!number) problems.push({ field: 'price', message: `"${shorten(price)}" is no price.` });
  else if (number.value.length > 20) problems.push({ field: 'price', message: 'The price is too large.' });
  const named = currency?.toUpperCase() || null;
  if (named && number?.currency && named !== number.currency)
    problems.push({
      field: 'currency',
      message: `The price says ${number.currency}, the currency column ${shorten(named)}.`,
    });
  const chosen = named ?? number?.currency ?? defaults.currency;
  return { price: number?.value ?? '0', currency: shorten(chosen) };
};

const readTax = (
  cell: string | undefined,
  { decimalMark, defaults }: RowReading,
  existing: CatalogProduct | undefined,
  problems: RowProblem[],
): Pick<CatalogProduct, 'taxRate' | 'taxCategory'> => {
  if (!cell) {
    if (existing && cell === undefined) return { taxRate: existing.taxRate, taxCategory: existing.taxCategory };
    return { taxRate: defaults.taxRate, taxCategory: categoryOf(defaults.taxRate, existing) };
  }
  const number = readListNumber(cell.replace(/\s*%$/, ''), decimalMark);
  if (!number) problems.push({ field: 'taxRate', message: `"${shorten(cell)}" is no tax rate.` });
  // No tax is below one per cent: spreadsheets store 19 % as 0.19.
  const fraction = /^0\.(\d{1,4})$/.exec(number?.value ?? '')?.[1];
  const isFraction = fraction !== undefined && !cell.includes('%') && /[1-9]/.test(fraction);
  const rate = isFraction ? percentOf(fraction) : (number?.value ?? '0');
  return { taxRate: rate, taxCategory: categoryOf(rate, existing) };
};

const percentOf = (fraction: string): string => {
  const digits = fraction.padEnd(4, '0');
  return `${Number(digits.slice(0, 2))}.${digits.slice(2)}`;
};

const categoryOf = (rate: string, existing: CatalogProduct | undefined): CatalogProduct['taxCategory'] => {
  const isZero = !/[1-9]/.test(rate);
  if (existing && !/[1-9]/.test(existing.taxRate) === isZero) return existing.taxCategory;
  return isZero ? 'Z' : 'S';
};

const readGtin = (cell: string | undefined, existing: CatalogProduct | undefined): string | null => {
  if (cell === undefined) return existing?.gtin ?? null;
  return cell === '' ? null : shorten(cell.replaceAll(/[\s-]/g, ''));
};

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
