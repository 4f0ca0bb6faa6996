import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isValidGtin } from '../domain/catalog/gtin.ts';
import { guessColumns } from '../domain/catalog/guess-columns.ts';
import { openPriceList } from '../infra/catalogue/open-price-list.ts';
import { sampleRequests } from './sample-requests.ts';
import { catalogueCsv } from './write-catalogue.ts';

const stored = (name: string) => readFile(join(import.meta.dirname, name));

test('the files in the repository are what the generator writes', async () => {
  expect((await stored('catalogue.csv')).toString('utf8')).toBe(catalogueCsv());
  for (const [name, content] of Object.entries(sampleRequests()))
    expect({ name, bytes: await stored(join('requests', name)) }).toEqual({ name, bytes: content });
});

test('the sample catalogue has 200 products or more, every column is understood and every GTIN is valid', async () => {
  const list = await openPriceList(await stored('catalogue.csv'));
  const mapping = guessColumns(list.header.cells, list.sample);
  expect(Object.keys(mapping)).toHaveLength(list.header.cells.length);
  expect(list.sample.length).toBeGreaterThanOrEqual(200);
  expect(list.sample.every((cells) => isValidGtin(cells[mapping.gtin ?? -1] ?? ''))).toBe(true);
  expect(new Set(list.sample.map((cells) => cells[mapping.sku ?? -1])).size).toBe(list.sample.length);
});
