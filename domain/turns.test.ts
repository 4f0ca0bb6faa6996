import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('never more than allowed run at once, in the order they came, and a failure frees its place', async () => {
  const inTurn = createTurns({ maxAtOnce: 2, maxWaiting: 10 });
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (index: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    order.push(index);
    await Promise.resolve();
    running -= 1;
    if (index === 1) throw new Error('one fails');
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((index) => inTurn(work(index))));
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  expect(results.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
});

test('who comes when too many wait is told so', async () => {
  const inTurn = createTurns({ maxAtOnce: 1, maxWaiting: 1 });
  let open = (): void => undefined;
  const first = inTurn(
    () =>
      new Promise<void>((resolve) => {
        open = resolve;
      }),
  );
  const second = inTurn(async () => 'second');
  await expect(inTurn(async () => 'third')).rejects.toThrow('service_unavailable');
  open();
  await first;
  expect(await second).toBe('second');
});
