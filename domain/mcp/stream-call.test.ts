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
