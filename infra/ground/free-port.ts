import { once } from 'node:events';
import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/**
 * Ports that no system gives out by itself, to outgoing connections or to listeners on port 0 (Linux: from 32768, RFC 6335:
 * from 49152): nobody gets one by chance between this answer and its use, which may be a minute later.
 */
const FIRST_PORT = 20_000;
const PORT_COUNT = 12_000;
/** Processes that look at the same time begin at places of their own. */
const PORTS_PER_PROCESS = 12;
let tried = process.pid * PORTS_PER_PROCESS;

/** Whether this process could listen on the port of the loopback address now. */
export async function isPortFree(port: number, host: string = HOST): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** A free loopback port, each time another: the preferred one when nobody has it. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  for (let attempt = 0; attempt < PORT_COUNT; attempt += 1) {
    const port = FIRST_PORT + (tried++ % PORT_COUNT);
    if (await isPortFree(port)) return port;
  }
  throw new Error('no port is free on 127.0.0.1');
}
