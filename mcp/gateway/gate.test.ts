import { expect, test, vi } from 'vitest';
import { createGate } from './gate.ts';

test('lets so many in at once, the others in their order, and refuses when the line is full', async () => {
  const gate = createGate(1, 2);
  const order: string[] = [];
  const leaveFirst = await gate.enter('ada');
  const second = gate.enter('ada').then((leave) => {
    order.push('second');
    leave?.();
  });
  const third = gate.enter('ada').then((leave) => {
    order.push('third');
    leave?.();
  });
  expect(await gate.enter('ada')).toBeNull();
  expect(gate.tryEnter()).toBeNull();
  leaveFirst?.();
  leaveFirst?.();
  await Promise.all([second, third]);
  expect(order).toEqual(['second', 'third']);
  expect(gate.tryEnter()).not.toBeNull();
});

test('who gives up leaves the line', async () => {
  const gate = createGate(1, 1);
  const leave = await gate.enter('ada');
  const abort = new AbortController();
  const waiting = gate.enter('ada', abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  const next = gate.enter('ada');
  leave?.();
  expect(await next).not.toBeNull();
});

/** Notes who got a place, and leaves at once. */
const lineUp = (gate: ReturnType<typeof createGate>, order: string[]) => (caller: string) =>
  gate.enter(caller).then((leave) => {
    order.push(leave ? caller : `${caller} refused`);
    leave?.();
  });

test('callers in line take turns, however many calls one of them has there', async () => {
  const gate = createGate(1, 10);
  const order: string[] = [];
  const leave = await gate.enter('ada');
  const waiting = ['ada', 'ada', 'ada', 'bob', 'eve', 'bob'].map(lineUp(gate, order));
  leave?.();
  await Promise.all(waiting);
  expect(order).toEqual(['ada', 'bob', 'eve', 'ada', 'bob', 'ada']);
});

test('a full line has room for a caller with few calls in it, at the cost of the one with most', async () => {
  const gate = createGate(1, 4);
  const order: string[] = [];
  const leave = await gate.enter('ada');
  const first = ['ada', 'ada', 'ada', 'ada', 'bob', 'ada', 'bob', 'bob'].map(lineUp(gate, order));
  await vi.waitFor(() =>
    expect(order.toSorted()).toEqual(['ada refused', 'ada refused', 'ada refused', 'bob refused']),
  );
  leave?.();
  await Promise.all(first);
  expect(order.slice(4)).toEqual(['ada', 'bob', 'ada', 'bob']);
});
