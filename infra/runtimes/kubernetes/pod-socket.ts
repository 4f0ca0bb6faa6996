import { text } from 'node:stream/consumers';
import type { KubeConfig } from '@kubernetes/client-node';
import { WebSocket, type ClientOptions } from 'ws';

export const halfClosing = 'v5.channel.k8s.io';
export const withoutHalfClosing = 'v4.channel.k8s.io';
const openWithinMs = 20_000;

export interface PodSocketOptions {
  readonly pathAndQuery: string;
  /** Of Kubernetes' channel protocol, by preference. */
  readonly protocols: readonly string[];
  /** Never empty. Each begins with the number of its channel. */
  readonly onMessage: (message: Buffer, socket: WebSocket) => void;
}

/** A WebSocket to a pod through the API of its cluster. Not by the client's own, which know no back pressure. */
export const openPodSocket = async (
  config: KubeConfig,
  { pathAndQuery, protocols, onMessage }: PodSocketOptions,
): Promise<WebSocket> => {
  const options: ClientOptions = { handshakeTimeout: openWithinMs };
  await config.applyToHTTPSOptions(options);
  const server = config.getCurrentCluster()?.server.replace(/^http/, 'ws');
  const socket = new WebSocket(`${server}${pathAndQuery}`, [...protocols], options);
  socket.on('message', (data) => {
    // Never fragments: that is how `ws` gives messages unless told otherwise.
    if (Buffer.isBuffer(data) && data.length > 0) onMessage(data, socket);
  });
  await opened(socket);
  return socket;
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
