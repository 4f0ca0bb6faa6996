import { Client, Connection } from '@temporalio/client';
import { searchAttributes } from './search-attributes.ts';

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

/** `temporal.api.enums.v1.IndexedValueType`, fixed by the wire protocol; the package with the enum cannot be imported from ESM. */
const INDEXED_VALUE_TYPE_KEYWORD = 2;

/** Registers our search attributes; a server that has them already answers the same. */
export const ensureSearchAttributes = async (client: Client): Promise<void> => {
  const { namespace } = client.options;
  const attributes = Object.fromEntries(
    Object.keys(searchAttributes).map((name) => [name, INDEXED_VALUE_TYPE_KEYWORD]),
  );
  const known = await client.connection.operatorService.listSearchAttributes({ namespace });
  if (Object.keys(attributes).every((name) => name in known.customAttributes)) return;
  await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes: attributes });
};
