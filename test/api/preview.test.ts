import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quoteEndpoints } from '../../contracts/quotes.ts';
import { startTestPlatform, type TestPlatform, type TestProgram } from '../harness/platform.ts';

let running: TestPlatform;
let program: TestProgram;
beforeAll(async () => {
  running = await startTestPlatform();
  program = await running.program();
});
afterAll(() => running?.[Symbol.asyncDispose]());

describe('a preview', () => {
  const body = {
    currency: 'EUR',
    taxMode: 'exclusive' as const,
    lines: [
      { quantity: '10', unitPrice: '30.75', discounts: [{ percent: '5' }], taxCategory: 'S' as const, taxRate: '15' },
      { quantity: 1, unitPrice: 70, discounts: [{ percent: 5 }], taxCategory: 'S' as const, taxRate: 15 },
    ],
  };

  test('is exact, takes whole numbers, and knows every part of a price', async () => {
    const simple = await program.call(quoteEndpoints.preview, { body });
    expect(simple).toMatchObject({ taxExclusive: '358.63', taxTotal: '53.79', payable: '412.42' });
    const whole = await program.call(quoteEndpoints.preview, {
      body: {
        ...body,
        discounts: [{ amount: '58.63' }],
        charges: [{ amount: '20.00', taxCategory: 'S', taxRate: '15' }],
        prepaid: '100.00',
        cashStep: '0.05',
      },
    });
    expect(whole).toMatchObject({
      discountTotal: '58.63',
      chargeTotal: '20.00',
      taxExclusive: '320.00',
      payable: '268.00',
    });
  });

  test('refuses a number that lost its exact value on the way, and says where', async () => {
    const response = await fetch(running.url + quoteEndpoints.preview.path, {
      method: 'POST',
      headers: { ...program.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, lines: [body.lines[0], { ...body.lines[1], unitPrice: 0.1 }] }),
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { code: 'validation_error', details: { issues: [{ path: 'body.lines.1.unitPrice' }] } } },
    ]);
  });
});
