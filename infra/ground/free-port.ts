import { once } from 'node:events';
import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** Whether this process could listen on the port of the loopback address now. */
export async function isPortFree(port: number, host: string = HOST): Promise<boolean> {
  return (await listenBriefly(port, host)) !== undefined;
}

/** A free loopback port: the preferred one when nobody has it, else one the system picks. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  const port = await listenBriefly(0, HOST);
  if (port === undefined) throw new Error('the system gives out no port on 127.0.0.1');
  return port;
}

async function listenBriefly(port: number, host: string): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
