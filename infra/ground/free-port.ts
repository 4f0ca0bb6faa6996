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

/** Keeps the port from everybody else until it is released; undefined when somebody has it. */
export async function holdPort(port: number, host: string = HOST): Promise<(() => Promise<void>) | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  return async () => {
    server.close();
    await once(server, 'close');
  };
}

/** A free loopback port, each time another: the preferred one when nobody has it. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < PORT_COUNT; attempt += 1) {
    const port = FIRST_PORT + (tried++ % PORT_COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free on 127.0.0.1');
}

async function isFree(port: number): Promise<boolean> {
  const release = await holdPort(port);
  await release?.();
  return release !== undefined;
}
