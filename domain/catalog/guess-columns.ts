import type { ColumnMapping, ImportField } from '../../contracts/catalog.ts';
import { foldName } from '../customers/company-name.ts';
import { currencyExponent } from '../money/currency.ts';
import { isValidGtin } from './gtin.ts';
import { readListNumber } from './read-list-number.ts';

/** Words that head a column, folded, English and German; the first are the surest. */
const headWords: Readonly<Record<ImportField, readonly string[]>> = {
  sku: words(`sku, artikelnummer, artikel nr, artikelnr, art nr, artnr, item number, item no, item nr, item code, article number,
    article no, product code, product number, produktnummer, bestellnummer, bestell nr, order code, order number, stock code,
    materialnummer, material nr, sachnummer, item id, product id, part number, part no, nummer, number, code, artikel id, id`),
  name: words(`name, bezeichnung, artikelbezeichnung, product name, produktname, item name, title, titel, artikelname,
    kurzbezeichnung, kurztext, short description, bezeichnung 1, product, produkt, artikel, article, item, material`),
  brand: words('brand, marke, hersteller, manufacturer, maker, mfr, vendor, fabrikat, herstellername, make'),
  modelNumber:
    words(`model number, modelnumber, modell, model, modellnummer, model no, mpn, manufacturer part number, mfr part number,
    mfr part no, hersteller artikelnummer, hersteller art nr, hersteller artnr, herstellerartikelnummer, herstellernummer, hersteller nr, herstellerteilenummer, typ, type, typnummer,
    manufacturer number, manufacturer no, type code`),
  gtin: words(
    'gtin, ean, upc, barcode, ean code, gtin 13, ean 13, ean nummer, gtin ean, strichcode, upc code, ean gtin',
  ),
  category:
    words(`category, kategorie, warengruppe, produktgruppe, product group, group, gruppe, artikelgruppe, sortiment, family,
    product category, produktkategorie, department`),
  description:
    words(`description, beschreibung, langtext, long description, details, artikelbeschreibung, produktbeschreibung, text,
    product description, bezeichnung 2, artikelbezeichnung 2, zusatztext, remarks`),
  unit: words(`unit, einheit, mengeneinheit, me, uom, unit of measure, verpackungseinheit, ve, verkaufseinheit, packaging unit,
    sales unit, uom code`),
  price:
    words(`price, preis, unit price, unitprice, einzelpreis, stueckpreis, list price, listprice, listenpreis, vk, vk netto, vk preis,
    verkaufspreis, nettopreis, netto, net price, price net, preis netto, sales price, ep, amount`),
  currency: words('currency, waehrung, wahrung, curr, currency code, whg'),
  taxRate: words(
    'tax rate, taxrate, mwst, ust, mwst satz, ust satz, vat, vat rate, steuersatz, steuer, tax, mehrwertsteuer',
  ),
};

function words(list: string): readonly string[] {
  return list.split(',').map((word) => word.trim().replaceAll(/\s+/g, ' '));
}

interface Fit {
  readonly field: ImportField;
  readonly column: number;
  readonly score: number;
}

/** How well a header names a field: 0 (not at all) to about 3 (exactly, by its surest word). */
const headFit = (header: string, field: ImportField): number => {
  const folded = foldName(header.replaceAll(/([a-z])([A-Z])/g, '$1 $2'));
  const bare = folded
    .split(' ')
    .filter((word) => currencyExponent(word.toUpperCase()) === undefined)
    .join(' ');
  const list = headWords[field];
  const exact = list.findIndex(
    (word) => word === folded || word === bare || word.replaceAll(' ', '') === folded.replaceAll(' ', ''),
  );
  if (exact >= 0) return 3 - exact / 100;
  const within = list.findIndex((word) => word.length > 2 && ` ${bare} `.includes(` ${word} `));
  return within >= 0 ? 1.5 - within / 100 : 0;
};

/** Number of cells that name a field: the row with the most of them is the header. */
export const countHeadWords = (cells: readonly string[]): number =>
  cells.filter((cell) => cell.length <= 60 && fields.some((field) => headFit(cell, field) > 1)).length;

const fields = Object.keys(headWords).filter((key): key is ImportField => key in headWords);

/**
 * Guesses which column feeds which field: by the header's words, then, for GTIN, price, currency, SKU and name, by what
 * stands in the column. `rows` is a sample of the rows below the header.
 */
export const guessColumns = (header: readonly string[], rows: readonly (readonly string[])[]): ColumnMapping => {
  const mapping: ColumnMapping = {};
  const taken = new Set<number>();
  const assign = (field: ImportField, column: number) => {
    mapping[field] = column;
    taken.add(column);
  };
  const fits: Fit[] = header
    .flatMap((cell, column) => fields.map((field) => ({ field, column, score: headFit(cell, field) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  for (const { field, column } of fits) if (mapping[field] === undefined && !taken.has(column)) assign(field, column);
  for (const { field, fitsContent } of contentRules) {
    if (mapping[field] !== undefined) continue;
    const found = header.findIndex(
      (_, column) => !taken.has(column) && fitsContent(valuesOf(rows, column), rows.length),
    );
    if (found >= 0) assign(field, found);
  }
  if (mapping.name === undefined && mapping.description !== undefined) {
    mapping.name = mapping.description;
    delete mapping.description;
  }
  return mapping;
};

/** The beginning of a cell says what its column holds, however much follows. */
const valuesOf = (rows: readonly (readonly string[])[], column: number): string[] =>
  rows.map((row) => row[column]?.slice(0, 200).trim() ?? '').filter((value) => value !== '');

const most = (values: readonly string[], holds: (value: string) => boolean): boolean =>
  values.length > 0 && values.filter(holds).length >= values.length * 0.8;

const isMoney = (value: string): boolean => {
  const number = readListNumber(value, '.');
  return number !== undefined && (number.currency !== null || /[.,]\d{2}\D*$/.test(value));
};

const isUnique = (values: readonly string[], rowCount: number): boolean =>
  values.length >= rowCount * 0.95 && new Set(values).size === values.length;

const contentRules: readonly {
  field: ImportField;
  fitsContent: (values: readonly string[], rowCount: number) => boolean;
}[] = [
  { field: 'gtin', fitsContent: (values) => most(values, isValidGtin) && values.some((value) => value.length > 8) },
  { field: 'currency', fitsContent: (values) => most(values, (value) => currencyExponent(value) !== undefined) },
  { field: 'price', fitsContent: (values) => most(values, isMoney) },
  {
    field: 'sku',
    fitsContent: (values, rowCount) =>
      isUnique(values, rowCount) && most(values, (value) => /\d/.test(value) && /^[\w./+#-]{2,40}$/.test(value)),
  },
  { field: 'name', fitsContent: (values) => most(values, (value) => /\p{L}{3}.*\s/u.test(value)) },
];

/** A short list: "ALL" and "TOP" are currencies too, and words. */
const headCurrencies = new Set('AUD CAD CHF CNY CZK DKK EUR GBP HUF JPY NOK PLN SEK USD'.split(' '));

/** Currency that the price column's header names, as in "Preis (EUR)" or "Price €". */
export const headerCurrency = (header: string): string | null => {
  if (header.includes('€')) return 'EUR';
  if (header.includes('£')) return 'GBP';
  const code = header.split(/[^A-Za-z]+/).find((word) => headCurrencies.has(word));
  return code ?? (header.includes('$') ? 'USD' : null);
};
