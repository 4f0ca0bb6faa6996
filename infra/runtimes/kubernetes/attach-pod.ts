import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { KubeConfig } from '@kubernetes/client-node';
import { WebSocket, type ClientOptions } from 'ws';

const halfClosing = 'v5.channel.k8s.io';
const protocols = [halfClosing, 'v4.channel.k8s.io'];
const stdinChannel = 0;
const closeChannel = 255;
const openWithinMs = 20_000;

export interface AttachedPod {
  readonly stdin: Writable;
  /** Neither output ends by itself: the reason of the end is to be known first. */
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
  readonly closed: Promise<void>;
  close(): void;
}

/**
 * A running container's stdin, stdout and stderr over one WebSocket (Kubernetes' channel protocol). Not by the client's
 * `Attach`: it knows no back pressure, so that a flooding server would fill our memory.
 */
export const attachPod = async (
  config: KubeConfig,
  pathAndQuery: string,
  beatEveryMs: number,
): Promise<AttachedPod> => {
  const options: ClientOptions = { handshakeTimeout: openWithinMs };
  await config.applyToHTTPSOptions(options);
  const server = config.getCurrentCluster()?.server.replace(/^http/, 'ws');
  const socket = new WebSocket(`${server}${pathAndQuery}`, protocols, options);
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const outputs = new Map([
    [1, stdout],
    [2, stderr],
  ]);
  socket.on('message', (data) => {
    // Never fragments: that is how `ws` gives messages unless told otherwise.
    if (!Buffer.isBuffer(data)) return;
    const output = outputs.get(data[0] ?? closeChannel);
    if (output?.write(data.subarray(1)) !== false) return;
    socket.pause();
    output.once('drain', () => socket.resume());
  });
  await opened(socket);
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

/** Fails with HTTP code and body, as the client's other requests do. */
const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.on('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      const refused = (body: string) =>
        reject(Object.assign(new Error('refused'), { code: response.statusCode, body }));
      text(response).then(refused, reject);
    });
  });

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
