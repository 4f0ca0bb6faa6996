import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const LoadResult = z.object({ perSecond: z.number(), refused: z.int(), p50Ms: z.number() });
export type LoadResult = z.infer<typeof LoadResult>;

/** Sends requests over ten connections from a process of its own, so that the sender costs the same whoever answers. */
export const startLoad = () => {
  const child = fork(join(import.meta.dirname, 'load-child.ts'));
  return {
    send: async (url: string, headers: Record<string, string>, amount: number): Promise<LoadResult> => {
      child.send({ url, headers, amount });
      const [result]: unknown[] = await once(child, 'message');
      return LoadResult.parse(result);
    },
    [Symbol.asyncDispose]: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
};
