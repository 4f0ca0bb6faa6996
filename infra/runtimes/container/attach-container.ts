import { request } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * The container's stdin, where it has one, and its framed output as one raw connection. Not by dockerode: it sends a body with
 * the request, and Podman takes that body for the first input of the container.
 */
export const attachContainer = (socketPath: string, containerId: string, hasStdin: boolean): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const attaching = request({
      socketPath,
      method: 'POST',
      path: `/containers/${encodeURIComponent(containerId)}/attach?stream=1&stdin=${Number(hasStdin)}&stdout=1&stderr=1`,
      headers: { Connection: 'Upgrade', Upgrade: 'tcp', 'Content-Length': '0' },
    });
    attaching.once('upgrade', (_response, connection, head) => {
      if (head.length > 0) connection.unshift(head);
      resolve(connection);
    });
    attaching.once('response', (response) => {
      response.resume();
      reject(new Error(`the container engine answered HTTP ${response.statusCode}`));
    });
    attaching.once('error', reject);
    attaching.end();
  });
