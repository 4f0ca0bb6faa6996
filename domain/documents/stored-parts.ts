import { ContentPart } from '../../contracts/document-reading.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { BlobStore } from '../blob-store.ts';
import { partKey } from './document-keys.ts';
import { countRows, maxRows } from './recognise/bounded-content.ts';
import { rejected } from './rejected.ts';

/** The parts that extraction kept. Throws `document_rejected` as soon as they are too many rows to look through. */
export const readStoredParts = async (
  blobs: Pick<BlobStore, 'get'>,
  document: Parameters<typeof partKey>[0],
  partCount: number,
): Promise<ContentPart[]> => {
  const parts: ContentPart[] = [];
  let rows = 0;
  for (let index = 0; index < partCount; index += 1) {
    const bytes = await blobs.get(partKey(document, index));
    if (!bytes) throw fail('internal', { missingPart: index });
    const part = ContentPart.parse(JSON.parse(new TextDecoder().decode(bytes)));
    rows += countRows(part);
    if (rows > maxRows) throw rejected('too_complex', `more than ${maxRows} rows`);
    parts.push(part);
  }
  return parts;
};
