import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startTestDatabase } from '../../test/harness/test-database.ts';
import { connectMongo } from './connect.ts';

test('a database that comes later than one search for it takes is waited for', async () => {
  await using database = await startTestDatabase();
  const port = Number(/:(\d+)/.exec(new URL(database.uri).host)?.[1]);
  // The driver knocks about five times before it gives up a search.
  let turnedAway = 0;
  const door = createServer((socket) => {
    socket.on('error', () => undefined);
    if (turnedAway < 12) {
      turnedAway += 1;
      return socket.destroy();
    }
    const behind = connect(port, '127.0.0.1').on('error', () => socket.destroy());
    return socket.pipe(behind).pipe(socket);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void door.close());
  await once(door, 'listening');
  const address = door.address();
  const doorPort = typeof address === 'object' && address !== null ? address.port : 0;
  const reached = await connectMongo(`mongodb://127.0.0.1:${doorPort}/?directConnection=true`, 'late');
  await expect(reached.ping()).resolves.toBeUndefined();
  await reached[Symbol.asyncDispose]();
});
