import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openEventStream, type EventStream } from './event-stream.ts';

test('a client that does not read is cut off, and the rest is kept for nobody', async () => {
  const { promise: opened, resolve } = Promise.withResolvers<EventStream>();
  const onClose = vi.fn<() => void>();
  const server = createServer((_request, response) => resolve(openEventStream(response, {}, onClose)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const client = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1').pause();
  client.on('error', () => undefined);
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const stream = await opened;
  const megabyte = { text: 'x'.repeat(1_000_000) };
  for (let count = 0; count < 40; count += 1) stream.send(megabyte);
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(server.listening).toBe(true);
});

test('a client that left before its stream was opened is noticed all the same', async () => {
  const onClose = vi.fn<() => void>();
  const server = createServer((request, response) => {
    response.once('close', () => openEventStream(response, {}, onClose));
    request.socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const client = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  client.on('error', () => undefined);
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
});
