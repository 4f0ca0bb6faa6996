import { Duplex } from 'node:stream';
import type { KubeConfig } from '@kubernetes/client-node';
import type { WebSocket } from 'ws';
import { openPodSocket, withoutHalfClosing } from './pod-socket.ts';

const dataChannel = 0;
const portBytes = 2;

/**
 * One connection to a port inside a pod, over a WebSocket: the node makes it within the pod's own network, which needs no way
 * in. Breaks off with ECONNREFUSED where nothing listens.
 */
export const forwardPort = async (config: KubeConfig, pathAndQuery: string): Promise<Duplex> => {
  let socket: WebSocket | undefined;
  const greeted = new Set<number>();
  const connection = new Duplex({
    read: () => socket?.resume(),
    write: (chunk: Buffer, _encoding, done) => socket?.send(Buffer.concat([Buffer.of(dataChannel), chunk]), done),
    destroy: (error, done) => {
      socket?.terminate();
      done(error);
    },
  });
  socket = await openPodSocket(config, {
    pathAndQuery,
    protocols: [withoutHalfClosing],
    onMessage: (message, from) => {
      const channel = message[0] ?? dataChannel;
      // Each channel begins with the number of the port.
      const payload = message.subarray(greeted.has(channel) ? 1 : 1 + portBytes);
      greeted.add(channel);
      if (payload.length === 0) return;
      if (channel !== dataChannel) connection.destroy(refusal(payload.toString('utf8')));
      else if (!connection.push(payload)) from.pause();
    },
  });
  socket.once('close', () => connection.push(null));
  return connection;
};

/** What the node says of it. */
const refusal = (words: string): Error =>
  Object.assign(new Error('the connection to the pod failed'), {
    code: words.includes('refused') ? 'ECONNREFUSED' : 'ECONNRESET',
  });
