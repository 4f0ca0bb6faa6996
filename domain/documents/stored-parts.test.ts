import { expect, test } from 'vitest';
import type { ContentPart } from '../../contracts/document-reading.ts';
import { readStoredParts } from './stored-parts.ts';

type Content = Pick<ContentPart, 'text' | 'cells' | 'blocks' | 'items'>;

const read = (...contents: readonly Content[]) => {
  const parts = contents.map((content, index): ContentPart => ({ index, name: 'Part', kind: 'text', ...content }));
  const stored = parts.map((part) => new TextEncoder().encode(JSON.stringify(part)));
  const document = { workspaceId: 'ws', id: 'doc', run: 1 };
  // One more than there are: who reads on after too many rows fails on a part that is missing.
  return readStoredParts({ get: async () => stored.shift() ?? null }, document, parts.length + 1);
};

const cells = Array.from({ length: 50_000 }, (_, row) => ({ row, cells: [] }));
const table = { kind: 'table' as const, rows: cells };
const paragraph = { kind: 'paragraph' as const, text: '\n'.repeat(60_000) };

test.each<[string, Content[]]>([
  ['lines of a text', [{ text: '\n'.repeat(100_000) }]],
  ['rows of sheets', [{ cells }, { cells }, { cells: cells.slice(0, 1) }]],
  ['rows and lines of a mail', [{ blocks: [table, paragraph] }]],
])('a document of more than 100,000 %s is refused before it is looked through', async (_, contents) => {
  await expect(read(...contents)).rejects.toMatchObject({
    code: 'document_rejected',
    details: { code: 'too_complex', detail: 'more than 100000 rows' },
  });
});

test('a page counts by its base lines, however many words stand on them', async () => {
  const items = Array.from({ length: 120_000 }, (_, index) => ({ text: 'x', x: index, y: index % 60, w: 1, h: 9 }));
  await expect(read({ items })).rejects.toMatchObject({ code: 'internal', details: { missingPart: 1 } });
});
