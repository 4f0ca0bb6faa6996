import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { type Connection } from 'mongoose';

export interface Database extends AsyncDisposable {
  readonly connection: Connection;
  /** Rejects when the database does not answer within two seconds. */
  ping(): Promise<void>;
}

/** The database may start beside us, and either of us on a machine that does much else. */
const firstConnectionMs = 60_000;
const betweenAttemptsMs = 200;

/**
 * Opens the database, which has a minute to be there. Later, requests fail within two seconds while it is away instead
 * of queueing (threats: "Mongo down"), and the driver reconnects by itself.
 */
export const connectMongo = async (uri: string, databaseName: string): Promise<Database> => {
  mongoose.set('sanitizeFilter', false); // filters are built by stores from parsed values only
  const connection = await firstConnection(uri, databaseName);
  return {
    connection,
    ping: async () => {
      await connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
};

const firstConnection = async (uri: string, databaseName: string): Promise<Connection> => {
  const deadlineMs = performance.now() + firstConnectionMs;
  for (;;) {
    const connection = open(uri, databaseName);
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.destroy();
      const mayPass = error instanceof mongoose.Error.MongooseServerSelectionError;
      if (!mayPass || performance.now() > deadlineMs) throw error;
      await wait(betweenAttemptsMs);
    }
  }
};

const open = (uri: string, databaseName: string): Connection =>
  mongoose.createConnection(uri, {
    dbName: databaseName,
    serverSelectionTimeoutMS: 2_000,
    socketTimeoutMS: 30_000,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    maxPoolSize: 50,
    w: 'majority',
  });

/** Creates the indexes of every model that a store registered. Unique ones carry correctness, so this runs before serving. */
export const ensureIndexes = async (connection: Connection): Promise<void> => {
  for (const name of connection.modelNames()) await connection.model(name).createIndexes();
};
