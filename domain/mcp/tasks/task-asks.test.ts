import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { pause } from './task-asks.ts';

test('a wait ends with its signal, and leaves nothing on a signal that outlives it', async () => {
  const controller = new AbortController();
  await pause(1, controller.signal);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  const waiting = pause(600_000, controller.signal);
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
});
