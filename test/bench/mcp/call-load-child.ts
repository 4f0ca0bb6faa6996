import { quantile } from '../quantile.ts';
import { CallOrder, type CallFigures } from './call-order.ts';
import { openCallers, type Caller } from './open-caller.ts';

process.on('message', (message) => {
  void measure(CallOrder.parse(message)).then(
    (figures) => process.send?.(figures),
    (error: unknown) => process.send?.({ perSecond: 0, p50Ms: 0, p99Ms: 0, failed: 1, firstProblem: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));

const measure = async ({ target, callers: count, calls }: CallOrder): Promise<CallFigures> => {
  const callers = await openCallers(target, count);
  await run(callers, Math.ceil(calls / 10));
  const { times, problems, seconds } = await run(callers, calls);
  await Promise.all(callers.map((caller) => caller.close()));
  return {
    perSecond: times.length / seconds,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    failed: problems.length,
    firstProblem: problems[0] ?? null,
  };
};

/** Each caller sends its next call once its last one is answered. */
const run = async (callers: readonly Caller[], calls: number) => {
  const times: number[] = [];
  const problems: string[] = [];
  let left = calls;
  const startedMs = performance.now();
  await Promise.all(
    callers.map(async (caller) => {
      while (left > 0) {
        left -= 1;
        const callMs = performance.now();
        try {
          await caller.echo(`text-${left}`);
          times.push(performance.now() - callMs);
        } catch (error) {
          problems.push(String(error));
        }
      }
    }),
  );
  return { times, problems, seconds: (performance.now() - startedMs) / 1_000 };
};
