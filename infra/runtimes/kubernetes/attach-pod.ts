import { PassThrough, Writable } from 'node:stream';
import type { KubeConfig } from '@kubernetes/client-node';
import type { WebSocket } from 'ws';
import { halfClosing, openPodSocket, withoutHalfClosing } from './pod-socket.ts';

const stdinChannel = 0;
const closeChannel = 255;

export interface AttachedPod {
  readonly stdin: Writable;
  /** Neither output ends by itself: the reason of the end is to be known first. */
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
  readonly closed: Promise<void>;
  close(): void;
}

/** A running container's stdin, stdout and stderr over one WebSocket. */
export const attachPod = async (
  config: KubeConfig,
  pathAndQuery: string,
  beatEveryMs: number,
): Promise<AttachedPod> => {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const outputs = new Map([
    [1, stdout],
    [2, stderr],
  ]);
  const socket = await openPodSocket(config, {
    pathAndQuery,
    protocols: [halfClosing, withoutHalfClosing],
    onMessage: (message, from) => {
      const output = outputs.get(message[0] ?? closeChannel);
      if (output?.write(message.subarray(1)) !== false) return;
      from.pause();
      output.once('drain', () => from.resume());
    },
  });
  // Not by `once`, which fails with the error that comes before the end of a broken connection.
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const closed = ended.then(keepBeating(socket, beatEveryMs));
  const stdin = new Writable({
    write: (chunk: Buffer, _encoding, done) => socket.send(Buffer.concat([Buffer.of(stdinChannel), chunk]), done),
    final: (done) => {
      if (socket.protocol === halfClosing) socket.send(Buffer.of(closeChannel, stdinChannel), done);
      else {
        socket.close();
        done();
      }
    },
  });
  stdin.on('error', () => undefined);
  return { stdin, stdout, stderr, closed, close: () => socket.terminate() };
};

/** Keeps load balancers from cutting an idle connection, and notices one that is dead. Answers how to stop. */
const keepBeating = (socket: WebSocket, everyMs: number): (() => void) => {
  let isHeard = true;
  socket.on('pong', () => (isHeard = true));
  const beat = setInterval(() => {
    if (socket.isPaused) return;
    if (!isHeard) return socket.terminate();
    isHeard = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(beat);
};
