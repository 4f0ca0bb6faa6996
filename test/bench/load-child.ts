import autocannon from 'autocannon';
import { z } from 'zod';

const Order = z.object({ url: z.url(), headers: z.record(z.string(), z.string()), amount: z.int() });

process.on('message', (message) => {
  const { url, headers, amount } = Order.parse(message);
  const startedMs = performance.now();
  let lastAnswerMs = startedMs;
  const run = autocannon({ url, headers, amount, connections: 10 }, (_error, { non2xx, errors, latency }) => {
    // The tool itself notices the end up to a second late.
    const perSecond = (amount * 1_000) / (lastAnswerMs - startedMs);
    process.send?.({ perSecond, refused: non2xx + errors, p50Ms: latency.p50 });
  });
  run.on('response', () => {
    lastAnswerMs = performance.now();
  });
});
process.once('disconnect', () => process.exit(0));
