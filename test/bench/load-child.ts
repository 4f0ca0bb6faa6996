import autocannon from 'autocannon';
import { z } from 'zod';

const Order = z.object({ url: z.url(), headers: z.record(z.string(), z.string()), amount: z.int() });

process.on('message', (message) => {
  const { url, headers, amount } = Order.parse(message);
  const startedMs = performance.now();
  void autocannon({ url, headers, amount, connections: 10 }).then(({ non2xx, errors, latency }) => {
    const perSecond = (amount * 1_000) / (performance.now() - startedMs);
    process.send?.({ perSecond, refused: non2xx + errors, p50Ms: latency.p50 });
  });
});
process.once('disconnect', () => process.exit(0));
