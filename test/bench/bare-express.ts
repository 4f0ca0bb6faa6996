import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

/** Express and nothing else, in a process of its own: answers each path with its text. */
export const startBareExpress = async (bodies: Readonly<Record<string, string>>) => {
  const child = fork(join(import.meta.dirname, 'bare-express-child.ts'));
  child.send(bodies);
  const [address]: unknown[] = await once(child, 'message');
  const { port } = z.object({ port: z.number() }).parse(address);
  return {
    origin: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
};
