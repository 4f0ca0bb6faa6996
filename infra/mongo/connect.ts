import mongoose, { type Connection } from 'mongoose';

export interface Database extends AsyncDisposable {
  readonly connection: Connection;
  /** Rejects when the database does not answer within two seconds. */
  ping(): Promise<void>;
}

/**
 * Opens the database. Requests fail within two seconds while it is away instead of queueing (threats: "Mongo down"),
 * and the driver reconnects by itself.
 */
export const connectMongo = async (uri: string, databaseName: string): Promise<Database> => {
  mongoose.set('sanitizeFilter', false); // filters are built by stores from parsed values only
  const connection = mongoose.createConnection(uri, {
    dbName: databaseName,
    serverSelectionTimeoutMS: 2_000,
    socketTimeoutMS: 30_000,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    maxPoolSize: 50,
    w: 'majority',
  });
  await connection.asPromise();
  return {
    connection,
    ping: async () => {
      await connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
};

/** Creates the indexes of every model that a store registered. Unique ones carry correctness, so this runs before serving. */
export const ensureIndexes = async (connection: Connection): Promise<void> => {
  for (const name of connection.modelNames()) await connection.model(name).createIndexes();
};
