import { connect, type Socket } from 'node:net';

/**
 * A process in the network of a container and otherwise of the machine: each message that it gets is answered with a
 * connection to the container's port. Dies with its agent, and the container with it: `node connect-inside.ts PORT PID`.
 */
const [port = 0, containerProcessId = 0] = process.argv.slice(2).map(Number);

/** An agent that was killed hears nothing, which must not end this process before it has ended the container. */
const tell = (message: object, socket?: Socket): void =>
  void process.send?.(message, socket, undefined, () => undefined);

process.on('message', (id) => {
  // Where it listens is for the server to choose; the names of this machine tell nothing in another network.
  const socket = connect({
    port,
    host: 'localhost',
    lookup: (_host, _options, done) =>
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]),
  });
  const refused = (error: NodeJS.ErrnoException) => tell({ id, code: error.code ?? error.message });
  socket.once('error', refused);
  socket.once('connect', () => {
    socket.off('error', refused);
    tell({ id }, socket);
  });
});

process.once('exit', () => {
  try {
    process.kill(containerProcessId, 'SIGKILL');
  } catch {
    // It ended before.
  }
});
process.once('disconnect', () => process.exit());

tell({ ready: true });
