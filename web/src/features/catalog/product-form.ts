import { ProductFields } from '../../../../contracts/catalog.ts';
import type { Locale } from '../../../../contracts/kernel/locale.ts';
import { editableDecimal } from '../../lib/format-money.ts';
import { parseDecimal } from '../../lib/parse-decimal.ts';
import type { catalogWords } from './catalog-words.ts';

/** The fields of a product as a person types them: all text, decimals in the way of their language. */
export type ProductForm = Record<keyof ProductFields, string>;
export type ProductField = keyof ProductFields;

type Problem = keyof typeof catalogWords;
export type FormProblems = Partial<Record<ProductField, Problem>>;

const optional: readonly ProductField[] = ['brand', 'modelNumber', 'gtin', 'category', 'description'];

/** What the form says when a value of a field is refused, here or by the server. */
const problemOf: Partial<Record<string, Problem>> = {
  currency: 'badCurrency',
  gtin: 'badGtin',
  price: 'badPrice',
  taxRate: 'badTaxRate',
};

export const emptyProductForm = (currency: string): ProductForm => ({
  sku: '',
  name: '',
  brand: '',
  modelNumber: '',
  gtin: '',
  category: '',
  description: '',
  unit: '',
  price: '',
  currency,
  taxCategory: 'S',
  taxRate: '',
});

export const toProductForm = (product: ProductFields, locale: Locale): ProductForm => ({
  sku: product.sku,
  name: product.name,
  brand: product.brand ?? '',
  modelNumber: product.modelNumber ?? '',
  gtin: product.gtin ?? '',
  category: product.category ?? '',
  description: product.description ?? '',
  unit: product.unit,
  price: editableDecimal(product.price, locale),
  currency: product.currency,
  taxCategory: product.taxCategory,
  taxRate: editableDecimal(product.taxRate, locale),
});

export type ReadForm = { ok: true; fields: ProductFields } | { ok: false; problems: FormProblems };

/** Reads the typed fields as a product, or says which ones do not read. */
export const readProductForm = (form: ProductForm, locale: Locale): ReadForm => {
  const problems: FormProblems = {};
  const decimal = (field: 'price' | 'taxRate'): string => {
    const read = parseDecimal(form[field], locale);
    if (read === null || read.startsWith('-')) problems[field] = field === 'price' ? 'badPrice' : 'badTaxRate';
    return read ?? '';
  };
  for (const field of Object.keys(form)) {
    const known = ProductFields.keyof().safeParse(field);
    if (known.success && form[known.data].trim() === '' && !optional.includes(known.data))
      problems[known.data] = 'required';
  }
  const read = ProductFields.safeParse({
    ...form,
    ...Object.fromEntries(optional.map((field) => [field, form[field].trim() || null])),
    currency: form.currency.trim().toUpperCase(),
    ...(!problems.price && { price: decimal('price') }),
    ...(!problems.taxRate && { taxRate: decimal('taxRate') }),
  });
  if (!read.success) {
    for (const { path, code } of read.error.issues) {
      const field = ProductFields.keyof().safeParse(path[0]);
      if (field.success) problems[field.data] ??= code === 'too_big' ? 'tooLong' : (problemOf[field.data] ?? 'invalid');
    }
  }
  return read.success && Object.keys(problems).length === 0 ? { ok: true, fields: read.data } : { ok: false, problems };
};

/** Marks the fields that the server refused. */
export const refusedFields = (names: readonly string[]): FormProblems => {
  const problems: FormProblems = {};
  for (const name of names) {
    const field = ProductFields.keyof().safeParse(name);
    if (field.success) problems[field.data] = problemOf[name] ?? 'invalid';
  }
  return problems;
};
