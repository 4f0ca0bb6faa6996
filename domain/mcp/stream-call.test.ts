import { expect, test } from 'vitest';
import { streamCall } from './stream-call.ts';

test('what the tool asks is told, and the tool hears that nobody can answer', async () => {
  const events = await Array.fromAsync(
    streamCall(async ({ onRequest }) => {
      const asked = onRequest?.('elicitation/create', { message: 'For whom?' });
      const refusal = await asked?.then(String, (error: Error) => error.message);
      return { content: [{ type: 'text', text: refusal ?? 'never asked' }] };
    }, undefined),
  );
  expect(events).toMatchObject([
    { type: 'question', data: { method: 'elicitation/create', params: { message: 'For whom?' } } },
    { type: 'result', data: { content: [{ text: expect.stringContaining('Nobody can answer') }] } },
  ]);
});

test('a reader who does not keep up with a flood misses some of it, and nothing of the result', async () => {
  const message = 'x'.repeat(10_000);
  const events = await Array.fromAsync(
    streamCall(async ({ onProgress }) => {
      for (let progress = 1; progress <= 500; progress += 1) onProgress?.({ progress, message });
      return { content: [{ type: 'text', text: 'whole' }] };
    }, undefined),
  );
  expect(events.length).toBeGreaterThan(50);
  expect(events.length).toBeLessThan(102);
  expect(events.at(-1)).toEqual({ type: 'result', data: { content: [{ type: 'text', text: 'whole' }] } });
});
