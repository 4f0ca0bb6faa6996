import { connect } from 'node:net';
import type { RawData, WebSocket } from 'ws';

/** A node's part of the stand-in: a connection to a port, as the kubelet serves it (v4.channel.k8s.io). */
export const forwardTo = (port: number, socket: WebSocket): void => {
  const greeting = Buffer.alloc(3);
  greeting.writeUInt16LE(port, 1);
  socket.send(Buffer.from(greeting));
  greeting[0] = 1;
  socket.send(greeting);
  const target = connect(port, '127.0.0.1');
  target.on('data', (bytes) => socket.send(Buffer.concat([Buffer.of(0), bytes])));
  const refused = `error forwarding port ${port} to pod: dial tcp4 127.0.0.1:${port}: connect: connection refused`;
  target.on('error', () => socket.send(Buffer.concat([Buffer.of(1), Buffer.from(refused)])));
  target.on('close', () => socket.close());
  socket.on('message', (data: RawData) => {
    if (Buffer.isBuffer(data) && data[0] === 0) target.write(data.subarray(1));
  });
  socket.on('close', () => target.destroy());
};
