import { setTimeout as delay } from 'node:timers/promises';
import { CatalogImport, catalogEndpoints } from '../../contracts/catalog.ts';
import type { Connection } from './local-platform.ts';
import { sendMultipart } from './upload-document.ts';

const pollMs = 200;

/** Imports a price list with its guessed columns, over REST, and waits until its rows are products. */
export const importCatalogue = async (
  connection: Connection,
  path: string,
  onProgress: (done: number, total: number) => void,
): Promise<CatalogImport> => {
  const draft = CatalogImport.parse(await sendMultipart(connection, catalogEndpoints.startImport.path, path));
  const total = draft.counts.rows - draft.counts.invalid;
  if (total === 0)
    throw new Error(`No row of ${path} is a product: ${draft.errors[0]?.message ?? 'the list is empty'}`);
  const params = { id: draft.id };
  let current = await connection.call(catalogEndpoints.applyImport, { params });
  while (current.state === 'applying') {
    await delay(pollMs);
    current = await connection.call(catalogEndpoints.getImport, { params });
    onProgress(current.counts.applied, total);
  }
  if (current.state !== 'applied') throw new Error(`The import of ${path} ended as ${current.state}.`);
  return current;
};
