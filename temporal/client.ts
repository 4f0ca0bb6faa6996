import { Client, Connection } from '@temporalio/client';

export interface TemporalOptions {
  address: string;
  namespace: string;
}

/** The connection is lazy: the platform starts, and answers reads, while Temporal is away. */
export const createTemporalClient = ({ address, namespace }: TemporalOptions): Client & AsyncDisposable => {
  const connection = Connection.lazy({ address });
  const client = new Client({ connection, namespace });
  return Object.assign(client, { [Symbol.asyncDispose]: () => connection.close() });
};
