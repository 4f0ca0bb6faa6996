import { expect, test } from 'vitest';
import { PreviewBody } from '../../contracts/pricing.ts';
import { priceQuote, priceQuoteInSteps } from './price-quote.ts';

/** A line in the shape a client sends; `tax` is "S 19". */
const line = (quantity: string, unitPrice: string, tax: string, more: object = {}) => {
  const [taxCategory, taxRate] = tax.split(' ');
  return { quantity, unitPrice, taxCategory, taxRate, ...more };
};
const off = (percent: string) => ({ discounts: [{ percent }] });
const body = (lines: object[], more: object = {}) =>
  PreviewBody.parse({ currency: 'EUR', taxMode: 'exclusive', lines, ...more });
const price = (lines: object[], more: object = {}) => priceQuote(body(lines, more));
const totals = (lines: object[], more: object = {}) => {
  const { taxExclusive, taxTotal, taxInclusive } = price(lines, more);
  return [taxExclusive, taxTotal, taxInclusive];
};
const inclusive = { taxMode: 'inclusive' };

test.each([
  [
    'two lines with a percentage each',
    [line('10', '30.75', 'S 15', off('5')), line('1', '70', 'S 15', off('5'))],
    ['358.63', '53.79', '412.42'],
  ],
  ['a percentage on sixteen pieces', [line('16', '348.35', 'S 22', off('4'))], ['5350.66', '1177.15', '6527.81']],
  ['a fixed discount', [line('1', '975', 'S 24', { discounts: [{ amount: '75' }] })], ['900.00', '216.00', '1116.00']],
  ['a returned line', [line('1', '8500', 'S 19'), line('-1', '7500', 'S 19')], ['1000.00', '190.00', '1190.00']],
  ['a negative group', [line('-1', '6491.34', 'S 25')], ['-6491.34', '-1622.84', '-8114.18']],
  ['a negative price', [line('1', '-6491.34', 'S 25')], ['-6491.34', '-1622.84', '-8114.18']],
  ['tax on 2141.05', [line('1', '2141.05', 'S 14')], ['2141.05', '299.75', '2440.80']],
  ['a percentage on twenty-five pieces', [line('25', '366.06', 'Z 0', off('10'))], ['8236.35', '0.00', '8236.35']],
  ['everything off', [line('2.25', '64.22', 'S 19', off('100'))], ['0.00', '0.00', '0.00']],
  ['a quarter off', [line('1', '19.99', 'Z 0', off('25'))], ['14.99', '0.00', '14.99']],
  ['a price derived from a percentage', [line('1', '305', 'Z 0', off('4.918032786885'))], ['290.00', '0.00', '290.00']],
  ['a price finer than a cent', [line('100', '0.1212', 'S 25')], ['12.12', '3.03', '15.15']],
  ['209050 pieces', [line('209050', '8.61', 'Z 0')], ['1799920.50', '0.00', '1799920.50']],
])('%s, tax exclusive', (_name, lines, expected) => {
  expect(totals(lines)).toEqual(expected);
});

test.each([
  ['353.90', 'S 19', ['297.39', '56.51', '353.90']],
  ['382.30', 'S 20', ['318.58', '63.72', '382.30']],
  ['124.40', 'S 8', ['115.19', '9.21', '124.40']],
  ['52.50', 'S 12', ['46.87', '5.63', '52.50']],
  ['2.99', 'S 4', ['2.87', '0.12', '2.99']],
  ['8.01', 'S 21', ['6.62', '1.39', '8.01']],
])('%s with %s included', (gross, tax, expected) => {
  expect(totals([line('1', gross, tax)], inclusive)).toEqual(expected);
});

test('a currency without minor units stays whole', () => {
  expect(totals([line('1', '10920', 'S 19')], { ...inclusive, currency: 'CLP' })).toEqual(['9176', '1744', '10920']);
  expect(totals([line('3', '105.5', 'S 10')], { currency: 'JPY' })).toEqual(['317', '32', '349']);
});

test('with tax inclusive a fixed discount is gross', () => {
  const reply = price([line('1', '50', 'S 20')], { ...inclusive, discounts: [{ amount: '10' }] });
  expect(reply).toMatchObject({
    lineTotal: '50.00',
    discountTotal: '10.00',
    taxInclusive: '40.00',
    taxTotal: '6.67',
    taxExclusive: '33.33',
  });
});

test('a document discount that names no group is split over the lines by their nets', () => {
  const reply = price([line('1', '500', 'S 19'), line('1', '1000', 'S 7')], { discounts: [{ amount: '100' }] });
  expect(reply.taxGroups).toEqual([
    { category: 'S', rate: '19', taxable: '466.67', tax: '88.67' },
    { category: 'S', rate: '7', taxable: '933.33', tax: '65.33' },
  ]);
  expect(reply).toMatchObject({
    lineTotal: '1500.00',
    discountTotal: '100.00',
    taxExclusive: '1400.00',
    taxInclusive: '1554.00',
  });
});

test('two document percentages are both of the sum of line nets', () => {
  const reply = price([line('1', '200', 'Z 0')], { discounts: [{ percent: '10' }, { percent: '10' }] });
  expect(reply).toMatchObject({ discountTotal: '40.00', taxExclusive: '160.00' });
});

test('a document percentage that names a group is of the nets of that group', () => {
  const lines = [line('1', '1500', 'S 25'), line('1', '2500', 'S 12')];
  const reply = price(lines, { discounts: [{ percent: '10', taxCategory: 'S', taxRate: '25.0' }] });
  expect(reply.discountTotal).toBe('150.00');
  expect(reply.taxGroups).toEqual([
    { category: 'S', rate: '25', taxable: '1350.00', tax: '337.50' },
    { category: 'S', rate: '12', taxable: '2500.00', tax: '300.00' },
  ]);
});

test('a discount may leave out the rate where the category has only one', () => {
  const lines = [line('1', '100', 'S 19'), line('1', '50', 'E 0')];
  expect(price(lines, { discounts: [{ amount: '10', taxCategory: 'S' }] }).taxGroups[0]?.taxable).toBe('90.00');
  expect(() => price([...lines, line('1', '1', 'S 7')], { discounts: [{ amount: '10', taxCategory: 'S' }] })).toThrow(
    'validation_error',
  );
});

test.each([
  ['line amount', [line('1', '10', 'S 19', { discounts: [{ amount: '15' }] })], {}],
  ['line percentages', [line('1', '10', 'S 19', { discounts: [{ percent: '70' }, { percent: '70' }] })], {}],
  ['line percentage and amount', [line('3', '3.33', 'S 19', { discounts: [{ percent: '50' }, { amount: '9' }] })], {}],
  ['document amount', [line('1', '10', 'S 19')], { discounts: [{ amount: '99999' }] }],
  [
    'document percentages',
    [line('3', '0.01', 'S 19'), line('1', '0.02', 'S 7')],
    { discounts: [{ percent: '50' }, { percent: '50' }, { percent: '100' }] },
  ],
  [
    'a group and then all',
    [line('1', '10', 'S 19'), line('1', '10', 'S 7')],
    { discounts: [{ amount: '9', taxCategory: 'S', taxRate: '7' }, { amount: '11' }] },
  ],
])('a discount above what is left leaves exactly nothing: %s', (_name, lines, more) => {
  const reply = price(lines, more);
  expect(reply).toMatchObject({ taxExclusive: '0.00', taxTotal: '0.00', taxInclusive: '0.00', payable: '0.00' });
  expect(reply.taxGroups.every(({ taxable, tax }) => taxable === '0.00' && tax === '0.00')).toBe(true);
});

test('a discount for all lines never takes more of a line than an earlier one has left', () => {
  const lines = [line('1', '100', 'S 19'), line('1', '100', 'S 7')];
  const reply = price(lines, { discounts: [{ amount: '90', taxCategory: 'S', taxRate: '7' }, { amount: '55' }] });
  expect(reply.taxGroups.map(({ taxable }) => taxable)).toEqual(['50.00', '5.00']);
});

test('a discount of minus one cent raises the total by one cent', () => {
  expect(price([line('1', '10', 'Z 0')], { discounts: [{ amount: '-0.01' }] }).payable).toBe('10.01');
});

test('a discount of the other sign may raise a price by more than it was', () => {
  const raised = line('1', '10', 'Z 0', { discounts: [{ amount: '-15' }] });
  expect(price([raised]).payable).toBe('25.00');
});

test('a percentage is taken off the exact line, not off the rounded one', () => {
  const fine = line('1', '0.125', 'Z 0', off('10'));
  expect(price([fine]).payable).toBe('0.11');
});

test('charges are taxed in their group and are not lowered by a discount for all lines', () => {
  const reply = price([line('1', '100', 'S 19')], {
    discounts: [{ percent: '100' }],
    charges: [{ amount: '10', taxCategory: 'S', taxRate: '19' }],
  });
  expect(reply).toMatchObject({ chargeTotal: '10.00', taxExclusive: '10.00', taxTotal: '1.90', payable: '11.90' });
});

test('what is paid already and a given rounding change only the payable sum', () => {
  const reply = price([line('1', '1801.78', 'Z 0')], { prepaid: '1000', rounding: '0.22' });
  expect(reply).toMatchObject({ taxInclusive: '1801.78', payable: '802.00' });
});

test('cash rounding is computed from the total', () => {
  const steps = (unitPrice: string, cashStep: string, currency = 'CHF') => {
    const { reply, rounding } = priceQuoteInSteps(body([line('1', unitPrice, 'Z 0')], { cashStep, currency }));
    return [reply.taxInclusive, rounding, reply.payable];
  };
  expect(steps('10.02', '0.05')).toEqual(['10.02', '-0.02', '10.00']);
  expect(steps('10.03', '0.05')).toEqual(['10.03', '0.02', '10.05']);
  expect(steps('0.25', '0.1')).toEqual(['0.25', '0.05', '0.30']);
  expect(steps('14', '10', 'JPY')).toEqual(['14', '-4', '10']);
});

test('the steps of a quote add up to its figures', () => {
  const priced = priceQuoteInSteps(
    body(
      [line('3', '9.99', 'S 19', { discounts: [{ percent: '10' }, { amount: '1' }], charges: [{ amount: '0.50' }] })],
      {
        discounts: [{ percent: '5' }, { amount: '100' }],
        charges: [{ amount: '4.90', taxCategory: 'S', taxRate: '19' }],
        prepaid: '1',
      },
    ),
  );
  expect(priced.lines).toEqual([{ gross: '29.97', discount: '4.00', charges: '0.50', net: '26.47' }]);
  expect(priced.discounts).toEqual(['1.32', '25.15']);
  expect(priced.charges).toEqual(['4.90']);
  expect(priced.reply).toMatchObject({
    discountTotal: '26.47',
    taxExclusive: '4.90',
    taxTotal: '0.93',
    payable: '4.83',
  });
});

test('an empty quote costs nothing', () => {
  expect(price([])).toEqual({
    lines: [],
    lineTotal: '0.00',
    discountTotal: '0.00',
    chargeTotal: '0.00',
    taxExclusive: '0.00',
    taxGroups: [],
    taxTotal: '0.00',
    taxInclusive: '0.00',
    payable: '0.00',
  });
});

test.each([
  ['currency', [], { currency: 'EUX' }],
  ['lines.0.unitPrice', [line('1', '0.1234567', 'S 19')], {}],
  ['lines.0.unitPrice', [line('1', '0.12345', 'S 19')], { currency: 'JPY' }],
  ['lines.0.taxRate', [line('1', '1', 'E 19')], {}],
  [
    'lines.1.discounts.0.amount',
    [line('1', '1', 'S 19'), line('1', '1', 'S 19', { discounts: [{ amount: '0.001' }] })],
    {},
  ],
  ['charges.0.taxRate', [], { charges: [{ amount: '1', taxCategory: 'AE', taxRate: '19' }] }],
  ['discounts.0.taxCategory', [], { discounts: [{ amount: '1', taxRate: '19' }] }],
  ['discounts.0.taxRate', [], { discounts: [{ amount: '1', taxCategory: 'S' }] }],
  ['cashStep', [], { cashStep: '0.05', rounding: '0.01' }],
  ['cashStep', [], { cashStep: '0.5', currency: 'JPY' }],
  ['lines', [line('999999999999', '999999999999999', 'S 19')], {}],
])('a body that cannot be priced exactly is refused, naming %s', (path, lines, more) => {
  expect(() => price(lines, more)).toThrow(
    expect.objectContaining({ code: 'validation_error', details: { issues: [expect.objectContaining({ path })] } }),
  );
});
