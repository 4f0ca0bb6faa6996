import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { untilGone } from './until-gone.ts';

const exchange = () => {
  const request = new IncomingMessage(new Socket());
  return { request, response: new ServerResponse(request) };
};

test('a client that leaves ends the call, also one that left before the call began', () => {
  const { request, response } = exchange();
  using gone = untilGone(request, response);
  expect(gone.signal.aborted).toBe(false);
  response.emit('close');
  expect(gone.signal.aborted).toBe(true);

  const earlier = exchange();
  earlier.response.destroy();
  using goneBefore = untilGone(earlier.request, earlier.response);
  expect(goneBefore.signal.aborted).toBe(true);
});
