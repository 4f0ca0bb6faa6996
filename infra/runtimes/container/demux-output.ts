import type { Readable, Writable } from 'node:stream';

/** Which stream, three zeros, and how many bytes follow (Docker Engine API, attach). */
const headerBytes = 8;
const stderrStream = 2;

/**
 * Cuts what an engine tells of a container into its two outputs. Not by dockerode: it waits for nobody who reads slowly, so
 * that a flood would fill our memory, and goes one call deeper for each frame that comes at once.
 */
export const demuxOutput = (connection: Readable, stdout: Writable, stderr: Writable): void => {
  let header: Buffer = Buffer.alloc(0);
  let target = stdout;
  let leftBytes = 0;
  connection.on('data', (chunk: Buffer) => {
    let rest = header.length === 0 ? chunk : Buffer.concat([header, chunk]);
    while (leftBytes > 0 ? rest.length > 0 : rest.length >= headerBytes) {
      if (leftBytes === 0) {
        target = rest[0] === stderrStream ? stderr : stdout;
        leftBytes = rest.readUInt32BE(4);
        rest = rest.subarray(headerBytes);
        continue;
      }
      const part = rest.subarray(0, leftBytes);
      leftBytes -= part.length;
      rest = rest.subarray(part.length);
      if (!target.write(part)) connection.pause();
    }
    header = rest;
  });
  const goOn = () => {
    if (!stdout.writableNeedDrain && !stderr.writableNeedDrain) connection.resume();
  };
  stdout.on('drain', goOn);
  stderr.on('drain', goOn);
};
