import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { Failure } from '../../contracts/kernel/fail.ts';
import { applyImport } from '../../domain/catalog/apply-import.ts';
import { gtinCheckDigit } from '../../domain/catalog/gtin.ts';
import { importService, type ImportService, type ImportServiceDeps } from '../../domain/catalog/import-service.ts';
import { newId } from '../../domain/new-id.ts';
import { drawTexts, pdf, xlsx } from '../../test/documents/file-builders.ts';
import { readHere } from '../../test/fakes/read-here.ts';
import { startTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { createMongoImportStore } from '../mongo/catalog-import-store.ts';
import { createMongoProductStore } from '../mongo/product-store.ts';
import { createPriceListFiles } from './price-list-files.ts';

let database: TestDatabase;
let folder: string;
let deps: ImportServiceDeps;
let service: ImportService;
let announced = 0;

beforeAll(async () => {
  database = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'throughline-imports-'));
  deps = {
    imports: createMongoImportStore(database.connection),
    files: createPriceListFiles(join(folder, 'kept'), async () => readHere),
    products: createMongoProductStore(database.connection),
    catalog: {
      announceChange: async () => {
        announced += 1;
      },
    },
    workspaceCurrency: async () => 'EUR',
    onApplyError: (error) => {
      throw error;
    },
  };
  service = importService(deps);
  await database.ensureIndexes();
});

afterAll(async () => {
  await service?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const upload = async (content: string | Uint8Array) => {
  const path = join(folder, crypto.randomUUID());
  await writeFile(path, content);
  return { path, fileName: 'list.csv' };
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );

const applied = async (workspaceId: string, content: string | Uint8Array) => {
  const draft = await service.start(workspaceId, await upload(content));
  await service.apply(workspaceId, draft.id);
  await service.idle();
  return service.get(workspaceId, draft.id);
};

const allProducts = async (workspaceId: string) =>
  (await deps.products.list(workspaceId, { limit: 200, sort: 'sku' })).items;

test('a German list with title line, semicolons, Windows-1252 and comma prices is read without a hand', async () => {
  const workspaceId = newId('wsp');
  const lines = [
    'Preisliste 2026;;;;',
    'Artikel-Nr.;Bezeichnung;Hersteller;Listenpreis (CHF);MwSt. %',
    'K-1;Kabel grün 3 m;Nordlux;1.234,50;8,1',
    'K-2;"Klemme; grau";;2.000;8,1',
  ];
  const latin1 = Buffer.from(lines.join('\r\n'), 'latin1');
  const draft = await service.start(workspaceId, await upload(latin1));
  expect(draft.mapping).toEqual({ sku: 0, name: 1, brand: 2, price: 3, taxRate: 4 });
  expect(draft.counts).toEqual({ rows: 2, create: 2, update: 0, unchanged: 0, invalid: 0, applied: 0 });
  expect(await allProducts(workspaceId)).toEqual([]);
  await service.apply(workspaceId, draft.id);
  await service.idle();
  expect(await service.get(workspaceId, draft.id)).toMatchObject({ state: 'applied', counts: { applied: 2 } });
  expect(await allProducts(workspaceId)).toMatchObject([
    { sku: 'K-1', name: 'Kabel grün 3 m', brand: 'Nordlux', priceMinor: 123450n, currency: 'CHF', taxRate: '8.1' },
    { sku: 'K-2', name: 'Klemme; grau', brand: null, priceMinor: 200000n },
  ]);
});

test('a workbook is read from its largest sheet, and its problems name the rows of the sheet', async () => {
  const workspaceId = newId('wsp');
  const rows = [
    ['Preisliste; Stand 2026'],
    [],
    ['SKU', 'Bezeichnung', 'Einheit', 'Preis EUR'],
    ['K-1', 'Kabel, grün', 'm', 1234.5],
    ['K-2', 'Klemme "rot"', 'pcs', 2],
    ['K-3', '', 'pcs', 1],
  ];
  const file = xlsx([
    { name: 'Notes', rows: [['Valid until March']] },
    { name: 'Prices', rows },
  ]);
  const draft = await service.start(workspaceId, await upload(file));
  expect(draft).toMatchObject({ counts: { rows: 3, create: 2, invalid: 1 }, errors: [{ row: 6, field: 'name' }] });
  await service.apply(workspaceId, draft.id);
  await service.idle();
  expect(await allProducts(workspaceId)).toMatchObject([
    { sku: 'K-1', name: 'Kabel, grün', unit: 'm', priceMinor: 123450n },
    { sku: 'K-2', name: 'Klemme "rot"', priceMinor: 200n },
  ]);
  expect(await readdir(join(folder, 'kept'))).not.toContainEqual(expect.stringContaining(draft.id));
});

test('a PDF is read as one table, though each page repeats the head', async () => {
  const workspaceId = newId('wsp');
  const columns = [50, 130, 330, 430];
  const pageOf = (lines: string[][]) =>
    drawTexts(
      [['SKU', 'Name', 'Unit', 'Price EUR'], ...lines].flatMap((cells, line) =>
        cells.map((text, column) => ({ x: columns[column] ?? 0, y: 100 + line * 16, text })),
      ),
    );
  const linesOf = (from: number) =>
    Array.from({ length: 20 }, (_, index) => [
      `P-${from + index}`,
      `Part number ${from + index}`,
      'pcs',
      `${from + index}.50`,
    ]);
  const draft = await service.start(workspaceId, await upload(pdf([pageOf(linesOf(10)), pageOf(linesOf(30))])));
  expect(draft).toMatchObject({ mapping: { sku: 0, name: 1, unit: 2, price: 3 }, counts: { rows: 40, create: 40 } });
  await service.apply(workspaceId, draft.id);
  await service.idle();
  expect((await allProducts(workspaceId)).at(-1)).toMatchObject({
    sku: 'P-49',
    name: 'Part number 49',
    priceMinor: 4950n,
  });
});

test('each wrong row is named with its line, field and a sentence, and the others are imported', async () => {
  const workspaceId = newId('wsp');
  const gtin = `400638133393${gtinCheckDigit('400638133393')}`;
  const csv = [
    'sku,name,price,gtin,currency',
    `A-1,Good,1.50,${gtin},EUR`,
    `a-1,Same again,1.60,,EUR`,
    `A-2,Bad check digit,1.50,4006381333930,EUR`,
    'A-3,,1.50,,EUR',
    'A-4,"No',
    'price",on request,,EUR',
    'A-5,Too fine,0.005,,EUR',
    'A-6,Odd money,1.00,,ZZZ',
    'A-7,Negative,-1,,EUR',
    ',No sku,1,,EUR',
    'A-8,Short row',
  ].join('\n');
  const draft = await service.start(workspaceId, await upload(csv));
  expect(draft.counts).toMatchObject({ rows: 10, create: 1, invalid: 9 });
  expect(draft.errors.map(({ row, field }) => [row, field])).toEqual([
    [3, 'sku'],
    [4, 'gtin'],
    [5, 'name'],
    [6, 'price'],
    [8, 'price'],
    [9, 'currency'],
    [10, 'price'],
    [11, 'sku'],
    [12, 'price'],
  ]);
  expect(draft.errors[0]?.message).toBe('Row 2 has the same SKU already.');
  expect(draft.errors[4]?.message).toBe('"0.005" has more than the 2 decimals of EUR.');
});

test('formulas and control characters arrive as plain text', async () => {
  const workspaceId = newId('wsp');
  await applied(workspaceId, 'sku,name,price\nF-1,"=HYPERLINK(""http://x"")",1\nF-2,"two\tparts\nand \u0007bell",1\n');
  expect((await allProducts(workspaceId)).map(({ name }) => name)).toEqual([
    '=HYPERLINK("http://x")',
    'two parts and bell',
  ]);
});

test('a second list updates what changed, keeps what it does not mention, and leaves the rest alone', async () => {
  const workspaceId = newId('wsp');
  await applied(workspaceId, 'sku,name,brand,price\nU-1,One,Acme,1.00\nU-2,Two,Acme,2.00\nU-3,Three,Acme,3.00\n');
  const before = await allProducts(workspaceId);
  const result = await applied(workspaceId, 'sku,price\nu-1,1.00\nU-2,2.50\nU-3,3.00\nU-4,4.00\n');
  expect(result.counts).toMatchObject({ create: 0, update: 2, unchanged: 1, invalid: 1, applied: 3 });
  const after = await allProducts(workspaceId);
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(after[1]).toMatchObject({ name: 'Two', brand: 'Acme', priceMinor: 250n, version: 2 });
  expect(after[2]).toEqual(before[2]);
});

test('columns and defaults can be changed, with a new dry run, until the import is applied', async () => {
  const workspaceId = newId('wsp');
  const draft = await service.start(workspaceId, await upload('ref,thing,cost\nR1,First thing,5\nR2,Second thing,6\n'));
  const remapped = await service.remap(workspaceId, draft.id, {
    mapping: { sku: 0, name: 1, price: 2 },
    defaults: { currency: 'JPY', unit: 'box' },
  });
  expect(remapped.counts).toMatchObject({ create: 2, invalid: 0 });
  expect(await codeOf(service.remap(workspaceId, draft.id, { mapping: { sku: 3 } }))).toBe('validation_error');
  expect(await codeOf(service.get(newId('wsp'), draft.id))).toBe('import_not_found');
  await service.apply(workspaceId, draft.id);
  await service.idle();
  expect((await allProducts(workspaceId))[0]).toMatchObject({ currency: 'JPY', priceMinor: 5n, unit: 'box' });
  expect(await codeOf(service.remap(workspaceId, draft.id, {}))).toBe('import_not_open');
  expect(await codeOf(service.apply(workspaceId, draft.id))).toBe('import_not_open');
});

test('without a price column the dry run says so once', async () => {
  const draft = await service.start(newId('wsp'), await upload('sku,name\nA,Alpha beta\nB,Gamma delta\n'));
  expect(draft.errors).toEqual([{ row: 1, field: 'price', message: 'No column is chosen for the price.' }]);
  expect(draft.counts).toMatchObject({ rows: 2, create: 0, invalid: 2 });
});

test('files that are no list are refused and leave nothing behind', async () => {
  const workspaceId = newId('wsp');
  const kept = async () => (await readdir(join(folder, 'kept'))).length;
  const before = await kept();
  expect(await codeOf(service.start(workspaceId, await upload('')))).toBe('file_empty');
  expect(await codeOf(service.start(workspaceId, await upload('just some prose without any table')))).toBe(
    'import_unreadable',
  );
  expect(await codeOf(service.start(workspaceId, await upload(new Uint8Array([80, 75, 3, 4, 0, 0, 1, 2]))))).toBe(
    'import_unreadable',
  );
  expect(await kept()).toBe(before);
});

test('an import whose process died is taken over when its lease has run out, and nothing is doubled', async () => {
  const workspaceId = newId('wsp');
  const rows = Array.from({ length: 2_500 }, (_, i) => `X-${i},Name ${i},${i}.00`).join('\n');
  const draft = await service.start(workspaceId, await upload(`sku,name,price\n${rows}\n`));
  // The process stops after the first batch without giving the lease back.
  const stored = await deps.imports.change(workspaceId, draft.id, 'draft', {
    state: 'applying',
    leaseUntil: new Date(Date.now() + 60_000),
  });
  if (!stored) throw new Error('the draft is gone');
  const dying = { ...deps.imports, change: () => Promise.reject(new Error('killed')) };
  await expect(applyImport({ ...deps, imports: dying }, stored, new AbortController().signal)).rejects.toThrow(
    'killed',
  );
  expect(await deps.products.countActive(workspaceId)).toBe(1_000);

  await service.resumeAbandoned();
  await service.idle();
  expect(await service.get(workspaceId, draft.id)).toMatchObject({ state: 'applying' });

  await deps.imports.change(workspaceId, draft.id, 'applying', { leaseUntil: new Date(Date.now() - 1) });
  await Promise.all([service.resumeAbandoned(), service.resumeAbandoned()]);
  await service.idle();
  expect(await service.get(workspaceId, draft.id)).toMatchObject({ state: 'applied', counts: { applied: 2_500 } });
  expect(await deps.products.countActive(workspaceId)).toBe(2_500);
  expect((await deps.products.findBySkus(workspaceId, ['X-0']))[0]?.version).toBe(1);
});

test('a cancelled import writes no more and its file goes', async () => {
  const workspaceId = newId('wsp');
  const draft = await service.start(workspaceId, await upload('sku,name,price\nC-1,Cable tie,1\n'));
  await service.cancel(workspaceId, draft.id);
  expect(await service.get(workspaceId, draft.id)).toMatchObject({ state: 'cancelled' });
  expect(await codeOf(service.apply(workspaceId, draft.id))).toBe('import_not_open');
  expect(await readdir(join(folder, 'kept'))).not.toContain(`${draft.id}.csv`);
});

test('caches hear of every written batch, people at the first one and at the end', async () => {
  // People are told every few seconds: here, none pass.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  announced = 0;
  const workspaceId = newId('wsp');
  const rows = Array.from({ length: 2_001 }, (_, i) => `Y-${i},Name,1`);
  await applied(workspaceId, `sku,name,price\n${rows.join('\n')}\n`);
  expect(announced).toBe(2);
  expect(await deps.products.catalogVersion(workspaceId)).toBe(2);
});
