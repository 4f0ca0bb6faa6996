import { expect, test } from 'vitest';
import { z } from 'zod';
import { PreviewBody, PreviewReply } from './pricing.ts';

const line = { quantity: '1', unitPrice: '10', taxCategory: 'S', taxRate: '19' };
const body = { currency: 'EUR', taxMode: 'exclusive', lines: [line] };
const withLine = (change: object) => ({ ...body, lines: [{ ...line, ...change }] });

test('whole JSON numbers are read as decimal strings', () => {
  const parsed = PreviewBody.parse(withLine({ quantity: 3, unitPrice: -2, taxRate: 7 }));
  expect(parsed.lines[0]).toMatchObject({ quantity: '3', unitPrice: '-2', taxRate: '7' });
});

test.each([
  ['a JSON number with a fraction', withLine({ unitPrice: 10.5 })],
  ['a JSON number that is no longer exact', withLine({ unitPrice: 2 ** 53 })],
  ['an exponent', withLine({ unitPrice: '1e3' })],
  ['a thousands separator', withLine({ unitPrice: '1,000.00' })],
  ['an empty string', withLine({ quantity: '' })],
  ['seven decimals of a quantity', withLine({ quantity: '0.0000001' })],
  ['a base quantity of zero', withLine({ baseQuantity: '0.000' })],
  ['a negative base quantity', withLine({ baseQuantity: '-1' })],
  ['a negative percentage', withLine({ discounts: [{ percent: '-5' }] })],
  ['a discount that is both', withLine({ discounts: [{ percent: '5', amount: '5' }] })],
  ['a discount that is neither', withLine({ discounts: [{}] })],
  ['a percentage as charge', withLine({ charges: [{ percent: '5' }] })],
  ['an unknown tax category', withLine({ taxCategory: 'X' })],
  ['a missing tax rate', withLine({ taxRate: undefined })],
  ['an unknown key', { ...body, total: '1' }],
  ['an unknown key of a line', withLine({ price: '1' })],
  ['an unknown tax mode', { ...body, taxMode: 'both' }],
  ['a document charge without a group', { ...body, charges: [{ amount: '5' }] }],
  ['too many lines', { ...body, lines: Array.from({ length: 10_001 }, () => line) }],
  ['an endless number', withLine({ quantity: '9'.repeat(10_000) })],
])('%s is refused', (_name, input) => {
  expect(PreviewBody.safeParse(input).success).toBe(false);
});

test('the refusal of a fraction says what to send instead', () => {
  const message = PreviewBody.safeParse(withLine({ unitPrice: 0.1 })).error?.issues[0]?.message;
  expect(message).toContain('must be a decimal string such as "12.50"');
});

test('a discount with one wrong field is told which, one of neither form is told both forms', () => {
  const issueOf = (discount: object) => PreviewBody.safeParse(withLine({ discounts: [discount] })).error?.issues[0];
  const messageOf = (discount: object) => issueOf(discount)?.message;
  expect(messageOf({ percent: 2.5 })).toContain('percent must be a decimal string');
  expect(issueOf({ amount: '1,50' })?.path.join('.')).toBe('lines.0.discounts.0.amount');
  expect(messageOf({ percent: '5', amount: '5' })).toBe('must be either { percent } or { amount }');
});

test('body and reply can be written as JSON Schema', () => {
  expect(z.toJSONSchema(PreviewBody, { io: 'input' })).toMatchObject({
    type: 'object',
    required: ['currency', 'taxMode', 'lines'],
  });
  expect(z.toJSONSchema(PreviewReply)).toMatchObject({ type: 'object' });
});
