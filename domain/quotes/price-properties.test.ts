import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuMsOf } from '../../test/harness/cpu-time.ts';
import { PreviewBody, type PreviewReply } from '../../contracts/pricing.ts';
import { parseAmount } from '../money/amount.ts';
import { formatScaled } from '../money/decimal.ts';
import { priceQuote } from './price-quote.ts';

const cents = (text: string): bigint => {
  const amount = parseAmount(text, 'EUR');
  if (!amount) throw new Error(`${text} is no amount in EUR`);
  return amount.minor;
};
const sum = (texts: readonly string[]): bigint => texts.reduce((total, text) => total + cents(text), 0n);

const decimal = (min: bigint, max: bigint, scale: number) =>
  fc.bigInt({ min, max }).map((units) => formatScaled(units, scale));
const amount = decimal(0n, 5_000_000n, 2);
const percent = decimal(0n, 10_000n, 2);
const group = fc.constantFrom(
  { taxCategory: 'S', taxRate: '19' },
  { taxCategory: 'S', taxRate: '7' },
  { taxCategory: 'S', taxRate: '5.5' },
  { taxCategory: 'E', taxRate: '0' },
);
const discount = fc.oneof(
  percent.map((value) => ({ percent: value })),
  amount.map((value) => ({ amount: value })),
);
const line = fc
  .record({
    quantity: decimal(1n, 9_999_999n, 3),
    unitPrice: decimal(0n, 99_999_999n, 4),
    baseQuantity: fc.constantFrom('1', '12', '0.5'),
    discounts: fc.array(discount, { maxLength: 2 }),
    charges: fc.array(
      amount.map((value) => ({ amount: value })),
      { maxLength: 1 },
    ),
    tax: group,
  })
  .map(({ tax, ...rest }) => ({ ...rest, ...tax }));
const charge = fc.tuple(amount, group).map(([value, tax]) => ({ amount: value, ...tax }));
const targeted = fc.tuple(discount, fc.option(group)).map(([value, tax]) => ({ ...value, ...tax }));
const taxMode = fc.constantFrom('exclusive', 'inclusive');
const quote = fc.record({
  currency: fc.constant('EUR'),
  taxMode,
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  discounts: fc.array(targeted, { maxLength: 3 }),
  charges: fc.array(charge, { maxLength: 2 }),
});

const price = (input: unknown): PreviewReply => priceQuote(PreviewBody.parse(input));

test('every sum of a quote is the sum of its parts', () => {
  fc.assert(
    fc.property(quote, (input) => {
      const reply = price(input);
      const subtotal = cents(reply.lineTotal) - cents(reply.discountTotal) + cents(reply.chargeTotal);
      expect(cents(reply.lineTotal)).toBe(sum(reply.lines.map(({ net }) => net)));
      expect(cents(input.taxMode === 'inclusive' ? reply.taxInclusive : reply.taxExclusive)).toBe(subtotal);
      expect(cents(reply.taxExclusive)).toBe(sum(reply.taxGroups.map(({ taxable }) => taxable)));
      expect(cents(reply.taxTotal)).toBe(sum(reply.taxGroups.map(({ tax }) => tax)));
      expect(cents(reply.taxInclusive)).toBe(cents(reply.taxExclusive) + cents(reply.taxTotal));
      expect(reply.payable).toBe(reply.taxInclusive);
    }),
  );
});

test('discounts never make a line, a group or the total negative', () => {
  fc.assert(
    fc.property(quote, (input) => {
      const reply = price(input);
      const figures = [
        ...reply.lines.map(({ net }) => net),
        ...reply.taxGroups.map(({ taxable }) => taxable),
        reply.payable,
      ];
      expect(figures.filter((figure) => figure.startsWith('-'))).toEqual([]);
    }),
  );
});

test('one hundred per cent off leaves nothing, whatever else is taken off', () => {
  fc.assert(
    fc.property(quote, fc.boolean(), (input, first) => {
      const all = { percent: '100' };
      const discounts = first ? [all, ...input.discounts] : [...input.discounts, all];
      const reply = price({ ...input, charges: [], discounts });
      expect([reply.taxExclusive, reply.taxTotal, reply.taxInclusive]).toEqual(['0.00', '0.00', '0.00']);
      expect(reply.taxGroups.every(({ taxable, tax }) => taxable === '0.00' && tax === '0.00')).toBe(true);
    }),
  );
});

test('a quote with every sign turned has every figure turned', () => {
  const turn = (text: string): string =>
    text.startsWith('-') ? text.slice(1) : /[1-9]/.test(text) ? `-${text}` : text;
  const turnSum = <T extends object>(part: T): T =>
    'amount' in part ? { ...part, amount: turn(String(part.amount)) } : part;
  fc.assert(
    fc.property(quote, (input) => {
      const turned = price({
        ...input,
        lines: input.lines.map((each) => ({
          ...each,
          quantity: turn(each.quantity),
          discounts: each.discounts.map(turnSum),
          charges: each.charges.map(turnSum),
        })),
        discounts: input.discounts.map(turnSum),
        charges: input.charges.map(turnSum),
      });
      const reply = price(input);
      expect(turned).toEqual({
        ...Object.fromEntries(
          Object.entries(reply).map(([name, value]) => [name, typeof value === 'string' ? turn(value) : value]),
        ),
        lines: reply.lines.map(({ net }) => ({ net: turn(net) })),
        taxGroups: reply.taxGroups.map((each) => ({ ...each, taxable: turn(each.taxable), tax: turn(each.tax) })),
      });
    }),
  );
});

test('without a discount over all lines, the order of the lines changes no total', () => {
  fc.assert(
    fc.property(quote, (input) => {
      const discounts = input.discounts.filter((each) => 'taxCategory' in each);
      const there = price({ ...input, discounts });
      const back = price({ ...input, discounts, lines: input.lines.toReversed() });
      expect({ ...back, lines: back.lines.toReversed() }).toEqual({
        ...there,
        taxGroups: expect.arrayContaining(there.taxGroups),
      });
    }),
  );
});

test('the order of the lines changes nothing but who gets an odd cent', () => {
  fc.assert(
    fc.property(quote, (input) => {
      const totals = ({ lineTotal, discountTotal, chargeTotal }: PreviewReply) => [
        lineTotal,
        discountTotal,
        chargeTotal,
      ];
      const there = price(input);
      const back = price({ ...input, lines: input.lines.toReversed() });
      expect(totals(back)).toEqual(totals(there));
    }),
  );
});

test('tax included never changes the sum of the gross lines', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
      const reply = price({ currency: 'EUR', taxMode: 'inclusive', lines });
      expect(reply.taxInclusive).toBe(reply.lineTotal);
    }),
  );
});

test('a thousand lines are priced in no time', async () => {
  const lines = Array.from({ length: 1000 }, (_, index) => ({
    quantity: `${(index % 97) + 1}.5`,
    unitPrice: `${index}.1234`,
    taxCategory: 'S',
    taxRate: index % 3 === 0 ? '7' : '19',
    discounts: [{ percent: '3.5' }],
  }));
  const body = PreviewBody.parse({
    currency: 'EUR',
    taxMode: 'exclusive',
    lines,
    discounts: [{ percent: '2' }, { amount: '10' }],
  });
  const times: number[] = [];
  for (let round = 0; round < 15; round += 1) times.push(await cpuMsOf(() => priceQuote(body)));
  expect(Math.min(...times)).toBeLessThan(100);
});
