import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';

const ATTEMPT_TIMEOUT_MS = 1_000;
const RETRY_MS = 100;

export type AwaitMongoOptions = {
  uri: string;
  timeoutMs: number;
  /** True stops the wait early: the server process is gone. */
  hasEnded: () => boolean;
};

/** Resolves once the database answers a ping; throws the last problem after the time-out. */
export async function awaitMongo({ uri, timeoutMs, hasEnded }: AwaitMongoOptions): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const problem = await ping(uri).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (problem === undefined) return;
    if (hasEnded()) throw new Error('the server process ended');
    if (performance.now() > deadline) throw problem;
    await delay(RETRY_MS);
  }
}

async function ping(uri: string): Promise<void> {
  const client = new mongo.MongoClient(uri, {
    serverSelectionTimeoutMS: ATTEMPT_TIMEOUT_MS,
    connectTimeoutMS: ATTEMPT_TIMEOUT_MS,
  });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}
