import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

test('lets so many in at once, the others in their order, and refuses when the line is full', async () => {
  const gate = createGate(1, 2);
  const order: string[] = [];
  const leaveFirst = await gate.enter();
  const second = gate.enter().then((leave) => {
    order.push('second');
    leave?.();
  });
  const third = gate.enter().then((leave) => {
    order.push('third');
    leave?.();
  });
  expect(await gate.enter()).toBeNull();
  expect(gate.tryEnter()).toBeNull();
  leaveFirst?.();
  leaveFirst?.();
  await Promise.all([second, third]);
  expect(order).toEqual(['second', 'third']);
  expect(gate.tryEnter()).not.toBeNull();
});

test('who gives up leaves the line', async () => {
  const gate = createGate(1, 1);
  const leave = await gate.enter();
  const abort = new AbortController();
  const waiting = gate.enter(abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  const next = gate.enter();
  leave?.();
  expect(await next).not.toBeNull();
});
