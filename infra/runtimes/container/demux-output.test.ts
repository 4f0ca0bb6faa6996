import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { demuxOutput } from './demux-output.ts';

const frame = (stream: number, content: string): Buffer => {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(Buffer.byteLength(content), 4);
  return Buffer.concat([header, Buffer.from(content)]);
};

const setUp = () => {
  const [connection, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  demuxOutput(connection, stdout, stderr);
  return { connection, stdout, stderr };
};

test.each([1, 3, 9, 1_000])('both outputs arrive whole when %i bytes come at a time', async (size) => {
  const { connection, stdout, stderr } = setUp();
  const all = Buffer.concat([frame(1, 'first '), frame(2, 'complaint'), frame(1, ''), frame(1, 'second')]);
  const read = Promise.all([text(stdout), text(stderr)]);
  connection.once('end', () => (stdout.end(), stderr.end()));
  for (let from = 0; from < all.length; from += size) connection.write(all.subarray(from, from + size));
  connection.end();
  expect(await read).toEqual(['first second', 'complaint']);
});

test('very many frames may come at once', async () => {
  const { connection, stdout } = setUp();
  const count = 20_000;
  connection.end(Buffer.concat(Array.from({ length: count }, () => frame(1, 'x'))));
  connection.once('end', () => stdout.end());
  expect((await text(stdout)).length).toBe(count);
});

test('what nobody reads is not read from the engine', async () => {
  const { connection, stdout } = setUp();
  const big = frame(1, 'x'.repeat(100_000));
  let sent = 0;
  while (sent < 100 && connection.write(big)) {
    sent += 1;
    await new Promise(setImmediate);
  }
  expect(sent).toBeLessThan(10);
  stdout.resume();
  connection.write(big);
  connection.end();
  await new Promise((resolve) => connection.once('end', resolve));
  expect(stdout.readableLength).toBe(0);
});
