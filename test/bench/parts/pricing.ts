import type { PreviewBody } from '../../../contracts/pricing.ts';
import { quoteEndpoints } from '../../../contracts/quotes.ts';
import { priceQuote } from '../../../domain/quotes/price-quote.ts';
import type { BenchPart } from '../bench-part.ts';
import { row } from '../bench-row.ts';
import { median, quantile, timed } from '../quantile.ts';

const lineCount = 1_000;
const warmUpRuns = 5;
const runs = 40;

/** A preview of 1,000 lines with discounts, over HTTP and, interleaved, the rules alone. */
export const pricing: BenchPart = async ({ platform }) => {
  const program = await (await platform()).program();
  const body = previewBody();
  const times: number[] = [];
  const rulesMs: number[] = [];
  const send = () => program.call(quoteEndpoints.preview, { body });
  for (let count = 0; count < warmUpRuns; count += 1) await send();
  for (let count = 0; count < runs; count += 1) {
    times.push(await timed(send));
    rulesMs.push(await timed(async () => priceQuote(body)));
  }
  return [
    row(`preview of ${lineCount.toLocaleString('en')} lines, p50`, median(times), 'ms', {
      note: `p95 ${quantile(times, 0.95).toFixed(0)} ms; the pricing rules alone ${median(rulesMs).toFixed(1)} ms`,
    }),
  ];
};

const previewBody = (): PreviewBody => ({
  currency: 'EUR',
  taxMode: 'exclusive',
  lines: Array.from({ length: lineCount }, (_, at) => ({
    quantity: `${1 + (at % 40)}.5`,
    unitPrice: `${1 + (at % 900)}.${String(at % 100).padStart(2, '0')}`,
    discounts: at % 3 === 0 ? [{ percent: '7.5' }] : [],
    taxCategory: 'S' as const,
    taxRate: at % 5 === 0 ? '7' : '19',
  })),
  discounts: [{ percent: '2' }],
});
