import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectMongo, ensureIndexes, type Database } from '../../infra/mongo/connect.ts';
import { startMongo } from '../../infra/mongo/server/start-mongo.ts';

export interface TestDatabase extends AsyncDisposable, Pick<Database, 'connection'> {
  /** Where another process reaches it. */
  readonly uri: string;
  readonly name: string;
  /** Call after the stores are made: their models bring the indexes. */
  ensureIndexes(): Promise<void>;
}

/** An empty database on a real server: `MONGODB_URI` when set, else one of our own that ends with the test. */
export const startTestDatabase = async (): Promise<TestDatabase> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'throughline-test-'));
  const server = await startMongo({ dataDir, report: () => undefined });
  const name = `test_${crypto.randomUUID().slice(0, 8)}`;
  const database = await connectMongo(server.uri, name);
  return {
    connection: database.connection,
    uri: server.uri,
    name,
    ensureIndexes: () => ensureIndexes(database.connection),
    [Symbol.asyncDispose]: async () => {
      await database.connection.dropDatabase().catch(() => undefined);
      await database[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
};
