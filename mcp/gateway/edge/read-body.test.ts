import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

test('a request whose client left before it is read counts as cut', async () => {
  const request = new IncomingMessage(new Socket());
  request.destroy();
  await once(request, 'close');
  expect(await readBody(request)).toEqual({ refused: 'cut' });
});
