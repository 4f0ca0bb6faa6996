import { expect, test } from 'vitest';
import { sseEvents } from './sse-events.ts';

const read = async (chunks: readonly string[]) => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  const events = [];
  for await (const event of sseEvents(body)) events.push(event);
  return events;
};

test('events are found however the network cuts them', async () => {
  const whole = 'event: progress\ndata: {"progress":1}\n\n:\n\nevent: result\ndata: {"a":\ndata: 2}\n\n';
  const expected = [
    { event: 'progress', data: '{"progress":1}' },
    { event: 'result', data: '{"a":\n2}' },
  ];
  expect(await read([whole])).toEqual(expected);
  expect(await read(whole.split(''))).toEqual(expected);
});

test('an event that is not complete at the end is dropped', async () => {
  expect(await read(['event: result\ndata: {"a"'])).toEqual([]);
});
