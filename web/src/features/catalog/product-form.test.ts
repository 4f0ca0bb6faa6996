import { describe, expect, it } from 'vitest';
import { emptyProductForm, readProductForm, refusedFields, toProductForm } from './product-form.ts';

const form = {
  ...emptyProductForm('EUR'),
  sku: ' NW-1 ',
  name: 'Hex bolt',
  unit: 'pcs',
  price: '1.234,50',
  taxRate: '19',
  currency: 'eur',
};

describe('reading a product form', () => {
  it('reads decimals in the language of the person and trims', () => {
    const read = readProductForm(form, 'de');
    expect(read).toMatchObject({ ok: true, fields: { sku: 'NW-1', price: '1234.50', currency: 'EUR', brand: null } });
  });

  it('names required fields that are empty', () => {
    const read = readProductForm(emptyProductForm('EUR'), 'en');
    expect(read).toMatchObject({
      ok: false,
      problems: { sku: 'required', name: 'required', unit: 'required', price: 'required', taxRate: 'required' },
    });
  });

  it('names numbers, currencies and GTINs that do not read', () => {
    const read = readProductForm({ ...form, price: 'cheap', currency: 'Euro', gtin: '123' }, 'en');
    expect(read).toEqual({ ok: false, problems: { price: 'badPrice', currency: 'badCurrency', gtin: 'badGtin' } });
  });

  it('refuses a negative price', () => {
    expect(readProductForm({ ...form, price: '-1' }, 'en')).toEqual({ ok: false, problems: { price: 'badPrice' } });
  });

  it('says when a text is too long', () => {
    expect(readProductForm({ ...form, unit: 'x'.repeat(41) }, 'en')).toEqual({
      ok: false,
      problems: { unit: 'tooLong' },
    });
  });

  it('shows a stored product so that reading it gives the same product', () => {
    const read = readProductForm(form, 'de');
    if (!read.ok) throw new Error('the form must read');
    expect(readProductForm(toProductForm(read.fields, 'de'), 'de')).toEqual(read);
  });
});

it('marks the fields that the server refused and ignores names it does not know', () => {
  expect(refusedFields(['gtin', 'sku', 'version'])).toEqual({ gtin: 'badGtin', sku: 'invalid' });
});
