import { expect, test } from 'vitest';
import { PreviewBody } from '../../contracts/pricing.ts';
import { priceQuote } from './price-quote.ts';

/**
 * Figures of the example invoices published with EN 16931 (ConnectingEurope/eInvoicing-EN16931, UBL and CII examples) and of
 * OpenPEPPOL/peppol-bis-invoice-3, in a notation of our own. Where an example states a line net that its own quantity and
 * price do not give, the quantity or base quantity that gives it stands here.
 */
interface Example {
  name: string;
  currency: string;
  /** "quantity × price [/ base] [− discount] [+ charge], tax category and rate", and the line net. */
  lines: readonly (readonly [line: string, tax: string, net: string])[];
  discounts?: readonly (readonly [amount: string, tax: string])[];
  charges?: readonly (readonly [amount: string, tax: string])[];
  prepaid?: string;
  rounding?: string;
  /** "category rate taxable tax" */
  groups: readonly string[];
  /** lines, discounts, charges, tax exclusive, tax, tax inclusive, payable */
  totals: readonly [string, string, string, string, string, string, string];
}

const books: Example['lines'] = [
  ['2 × 9.95', 'S 6', '19.90'],
  ['1 × 9.85', 'S 6', '9.85'],
  ['1 × 8.29', 'S 6', '8.29'],
  ['2 × 7.23', 'S 6', '14.46'],
  ['1 × 35.00', 'S 6', '35.00'],
  ['1 × 35.00', 'S 6', '35.00'],
  ['1 × 10.65', 'S 6', '10.65'],
  ['1 × 1.55', 'S 6', '1.55'],
  ['3 × 4.79', 'S 6', '14.37'],
  ['1 × 8.29', 'S 6', '8.29'],
  ['2 × 8.29', 'S 6', '16.58'],
  ['1 × 9.95', 'S 6', '9.95'],
  ['2 × 1.65', 'S 6', '3.30'],
  ['1 × 10.80', 'S 21', '10.80'],
  ['1 × 3.90', 'S 6', '3.90'],
  ['2 × 3.80', 'S 21', '7.60'],
  ['2 × 4.67', 'S 21', '9.34'],
  ['1 × 18.63', 'S 21', '18.63'],
  ['6 × 17.02', 'S 6', '102.12'],
  ['-6 × 18.33', 'S 6', '-109.98'],
];

const telecom: Example['lines'] = [
  ['16000 × 0.00880 / 1', 'S 21', '140.80'],
  ['16000 × 0.00101 / 1', 'S 21', '16.16'],
  ['132 × 15.24 / 12', 'S 21', '167.64'],
  ['58 × 1.53 / 1', 'S 21', '88.74'],
  ['1 × 441.00 / 12', 'S 21', '36.75'],
  ['1 × 678.00 / 12', 'S 21', '56.50'],
  ['1 × 83.340000', 'S 21', '83.34'],
  ['1 × 190.31', 'S 21', '190.31'],
  ['1 × 64.21', 'S 21', '64.21'],
  ['1 × 64.46000', 'S 21', '64.46'],
];

const norwegian = {
  currency: 'NOK',
  lines: [
    ['1 × 1273 / 1 − 12 + 12', 'S 25', '1273.00'],
    ['-1 × 3.96 / 1', 'S 15', '-3.96'],
    ['2 × 2.48 / 1', 'S 15', '4.96'],
    ['-1 × 25 / 1', 'E 0', '-25.00'],
    ['250 × 0.75 / 1', 'S 25', '187.50'],
  ],
  discounts: [['100', 'S 25']],
  charges: [['100', 'S 25']],
  prepaid: '1000',
  groups: ['S 25 1460.50 365.13', 'S 15 1.00 0.15', 'E 0 -25.00 0.00'],
} as const;

const peppolLines = [
  ['7 × 400', 'S 25.0', '2800.00'],
  ['-3 × 500', 'S 25.0', '-1500.00'],
] as const;

const examples: Example[] = [
  {
    name: 'UBL example 1: twenty lines, two rates, a return',
    currency: 'EUR',
    lines: books,
    groups: ['S 6 183.23 10.99', 'S 21 46.37 9.74'],
    totals: ['229.60', '0.00', '0.00', '229.60', '20.73', '250.33', '250.33'],
  },
  {
    name: 'UBL example 2: discounts and charges at both levels, a negative exempt group, prepaid',
    ...norwegian,
    totals: ['1436.50', '100.00', '100.00', '1436.50', '365.28', '1801.78', '801.78'],
  },
  {
    name: 'Norwegian Peppol example: the same, rounded to whole kroner',
    ...norwegian,
    rounding: '0.22',
    totals: ['1436.50', '100.00', '100.00', '1436.50', '365.28', '1801.78', '802.00'],
  },
  {
    name: 'UBL example 3: a charge in one of two rates',
    currency: 'DKK',
    lines: [
      ['1 × 800', 'S 25', '800.00'],
      ['2 × 800 / 2', 'S 10', '800.00'],
    ],
    charges: [['100', 'S 25']],
    groups: ['S 25 900.00 225.00', 'S 10 800.00 80.00'],
    totals: ['1600.00', '0.00', '100.00', '1700.00', '305.00', '2005.00', '2005.00'],
  },
  {
    name: 'UBL example 5: ten per cent off and on again, half of it paid',
    currency: 'DKK',
    lines: [
      ['1000 × 1.00 / 1 − 100 + 100', 'S 25', '1000.00'],
      ['100 × 5.00', 'S 25', '500.00'],
      ['500 × 5.00', 'S 12', '2500.00'],
    ],
    discounts: [['150.00', 'S 25']],
    charges: [['150.00', 'S 25']],
    prepaid: '2337.50',
    groups: ['S 25 1500.00 375.00', 'S 12 2500.00 300.00'],
    totals: ['4000.00', '150.00', '150.00', '4000.00', '675.00', '4675.00', '2337.50'],
  },
  {
    name: 'UBL example 7: outside the scope of tax',
    currency: 'SEK',
    lines: [
      ['1 × 2500.00', 'O 0', '2500.00'],
      ['1 × 700.00', 'O 0', '700.00'],
    ],
    groups: ['O 0 3200.00 0.00'],
    totals: ['3200.00', '0.00', '0.00', '3200.00', '0.00', '3200.00', '3200.00'],
  },
  {
    name: 'UBL example 8: base quantities and prices finer than a cent',
    currency: 'EUR',
    lines: telecom,
    groups: ['S 21 908.91 190.87'],
    totals: ['908.91', '0.00', '0.00', '908.91', '190.87', '1099.78', '1099.78'],
  },
  {
    name: 'UBL issue 116: a discount and a charge of a group without lines',
    currency: 'SEK',
    lines: [
      ['1 × 100', 'S 6', '100.00'],
      ['1 × 50', 'S 12', '50.00'],
      ['1 × 150', 'S 12', '150.00'],
      ['1 × 400', 'S 25', '400.00'],
    ],
    discounts: [
      ['0', 'S 6'],
      ['1', 'E 0'],
    ],
    charges: [
      ['1', 'E 0'],
      ['0', 'E 0'],
    ],
    prepaid: '0',
    rounding: '0',
    groups: ['S 6 100.00 6.00', 'S 12 200.00 24.00', 'S 25 400.00 100.00', 'E 0 0.00 0.00'],
    totals: ['700.00', '1.00', '1.00', '700.00', '130.00', '830.00', '830.00'],
  },
  {
    name: 'CII rounding example: every group cancels out',
    currency: 'EUR',
    lines: [
      ['1 × 720.81', 'S 19.00', '720.81'],
      ['1 × 0.01', 'Z 0', '0.01'],
      ['-1 × 720.81', 'S 19.00', '-720.81'],
      ['-1 × 0.01', 'Z 0', '-0.01'],
    ],
    groups: ['S 19 0.00 0.00', 'Z 0 0.00 0.00'],
    totals: ['0.00', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00'],
  },
  {
    name: 'CII business example 2: net prices with four decimals',
    currency: 'EUR',
    lines: [
      ['1.0000 × 1.2605', 'S 19.00', '1.26'],
      ['1.0000 × 1.2605', 'S 19.00', '1.26'],
      ['1.0000 × 7.4790', 'S 19.00', '7.48'],
    ],
    discounts: [['0.00', 'S 19.00']],
    groups: ['S 19 10.00 1.90'],
    totals: ['10.00', '0.00', '0.00', '10.00', '1.90', '11.90', '11.90'],
  },
  {
    name: 'Peppol allowance example: line discounts with charges, base quantity, rate written in two ways',
    currency: 'EUR',
    lines: [
      ['10 × 410 / 1 − 101 + 1', 'S 25.0', '4000.00'],
      ['10 × 200 / 2', 'E 0.0', '1000.00'],
      ['10 × 100 − 101 + 1', 'S 25.0', '900.00'],
    ],
    discounts: [['200', 'S 25']],
    charges: [['200', 'S 25']],
    prepaid: '1000',
    groups: ['S 25 4900.00 1225.00', 'E 0 1000.00 0.00'],
    totals: ['5900.00', '200.00', '200.00', '5900.00', '1225.00', '7125.00', '6125.00'],
  },
  {
    name: 'Peppol category S: two rates',
    currency: 'EUR',
    lines: [
      ['10 × 400', 'S 25.0', '4000.00'],
      ['10 × 200', 'S 15.0', '2000.00'],
      ['10 × 90', 'S 25.0', '900.00'],
    ],
    discounts: [['100', 'S 25']],
    charges: [['200', 'S 25']],
    groups: ['S 25 5000.00 1250.00', 'S 15 2000.00 300.00'],
    totals: ['6900.00', '100.00', '200.00', '7000.00', '1550.00', '8550.00', '8550.00'],
  },
  {
    name: 'Peppol base example: a return and freight',
    currency: 'EUR',
    lines: peppolLines,
    charges: [['25', 'S 25.0']],
    groups: ['S 25 1325.00 331.25'],
    totals: ['1300.00', '0.00', '25.00', '1325.00', '331.25', '1656.25', '1656.25'],
  },
  {
    name: 'Peppol negative correction: the base example with every sign turned',
    currency: 'EUR',
    lines: [
      ['-7 × 400', 'S 25.0', '-2800.00'],
      ['3 × 500', 'S 25.0', '1500.00'],
    ],
    charges: [['-25', 'S 25.0']],
    groups: ['S 25 -1325.00 -331.25'],
    totals: ['-1300.00', '0.00', '-25.00', '-1325.00', '-331.25', '-1656.25', '-1656.25'],
  },
];

const taxOf = (tax: string) => {
  const [taxCategory, taxRate] = tax.split(' ');
  return { taxCategory, taxRate };
};

const lineOf = ([figures, tax]: Example['lines'][number]) => {
  const [, quantity, unitPrice, baseQuantity, discount, charge] =
    /^(\S+) × (\S+)(?: \/ (\S+))?(?: − (\S+))?(?: \+ (\S+))?$/.exec(figures) ?? [];
  return {
    quantity,
    unitPrice,
    ...taxOf(tax),
    ...(baseQuantity && { baseQuantity }),
    ...(discount && { discounts: [{ amount: discount }] }),
    ...(charge && { charges: [{ amount: charge }] }),
  };
};

const sumOf = ([amount, tax]: readonly [string, string]) => ({ amount, ...taxOf(tax) });

test.each(examples)('$name', (example) => {
  const { currency, prepaid, rounding } = example;
  const reply = priceQuote(
    PreviewBody.parse({
      currency,
      taxMode: 'exclusive',
      lines: example.lines.map(lineOf),
      discounts: (example.discounts ?? []).map(sumOf),
      charges: (example.charges ?? []).map(sumOf),
      prepaid,
      rounding,
    }),
  );
  expect(reply.lines.map(({ net }) => net)).toEqual(example.lines.map(([, , net]) => net));
  expect(reply.taxGroups.map((group) => Object.values(group).join(' '))).toEqual(example.groups);
  expect([
    reply.lineTotal,
    reply.discountTotal,
    reply.chargeTotal,
    reply.taxExclusive,
    reply.taxTotal,
    reply.taxInclusive,
    reply.payable,
  ]).toEqual(example.totals);
});
