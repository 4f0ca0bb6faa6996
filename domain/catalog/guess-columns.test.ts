import { expect, test } from 'vitest';
import { gtinCheckDigit } from './gtin.ts';
import { guessColumns, headerCurrency } from './guess-columns.ts';

/** The header that each field was found under. */
const guessed = (header: string[], rows: string[][] = []) =>
  Object.fromEntries(Object.entries(guessColumns(header, rows)).map(([field, column]) => [field, header[column]]));

test('German headers are understood with their abbreviations', () => {
  const header =
    'Artikel-Nr.;Bezeichnung;Hersteller;Hersteller-Art.-Nr.;EAN-Code;Listenpreis (EUR);VE;MwSt. %;Warengruppe';
  expect(guessed(header.split(';'))).toEqual({
    sku: 'Artikel-Nr.',
    name: 'Bezeichnung',
    brand: 'Hersteller',
    modelNumber: 'Hersteller-Art.-Nr.',
    gtin: 'EAN-Code',
    price: 'Listenpreis (EUR)',
    unit: 'VE',
    taxRate: 'MwSt. %',
    category: 'Warengruppe',
  });
});

test('English headers are understood however they are written; a lone description is the name', () => {
  expect(guessed(['Item No.', 'Description', 'MPN', 'UPC', 'Net Price', 'UOM'])).toEqual({
    sku: 'Item No.',
    name: 'Description',
    modelNumber: 'MPN',
    gtin: 'UPC',
    price: 'Net Price',
    unit: 'UOM',
  });
  expect(guessed(['productName', 'product_code', 'unitPrice', 'longDescription'])).toEqual({
    name: 'productName',
    sku: 'product_code',
    price: 'unitPrice',
    description: 'longDescription',
  });
});

test('columns without a known header are recognised by what stands in them', () => {
  const gtins = ['400638133393', '400638133394', '400638133395'].map((digits) => digits + gtinCheckDigit(digits));
  const rows = gtins.map((gtin, at) => [`K-${at}00`, `Cable tie number ${at}`, gtin, `€ ${at + 3}.10`, 'EUR']);
  expect(guessed(['a', 'b', 'c', 'd', 'e'], rows)).toEqual({
    sku: 'a',
    name: 'b',
    gtin: 'c',
    price: 'd',
    currency: 'e',
  });
});

test('numbers without a right check digit are no GTINs', () => {
  const rows = ['4006381333930', '4006381333940', '4006381333950'].map((digits) => ['x', digits]);
  expect(guessed(['sku', 'c'], rows)).not.toHaveProperty('gtin');
});

test('the price header may name the currency; an ordinary word does not', () => {
  expect(['Preis (CHF)', 'Price €', 'EUR/Stück', 'ALL PRICES', 'Net price'].map(headerCurrency)).toEqual([
    'CHF',
    'EUR',
    'EUR',
    null,
    null,
  ]);
});
