import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { ensureSearchAttributes, type SearchAttributes } from '../ensure-search-attributes.ts';

const ATTEMPT_TIMEOUT_MS = 2_000;
const RETRY_MS = 100;
const NAMESPACE = 'default';

export type AwaitTemporalOptions = {
  address: string;
  timeoutMs: number;
  searchAttributes: SearchAttributes;
  /** True stops the wait early: the server process is gone. */
  hasEnded: () => boolean;
};

/** Resolves once the server answers for the namespace and knows every search attribute; throws the last problem after the time-out. */
export async function awaitTemporal(options: AwaitTemporalOptions): Promise<void> {
  const deadline = performance.now() + options.timeoutMs;
  for (;;) {
    const problem = await attempt(options).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (problem === undefined) return;
    if (options.hasEnded()) throw new Error('the server process ended');
    if (performance.now() > deadline) throw problem;
    await delay(RETRY_MS);
  }
}

async function attempt({ address, searchAttributes }: AwaitTemporalOptions): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: ATTEMPT_TIMEOUT_MS });
  try {
    await connection.withDeadline(Date.now() + ATTEMPT_TIMEOUT_MS, async () => {
      await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
      // Our own server gets its attributes as arguments; one that belongs to somebody else learns them here.
      await ensureSearchAttributes(connection, NAMESPACE, searchAttributes);
    });
  } finally {
    await connection.close();
  }
}
