import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Router } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogRoutes } from '../../api/http/catalog.ts';
import { customerRoutes } from '../../api/http/customers.ts';
import type { Role } from '../../contracts/access.ts';
import { CatalogImport, catalogEndpoints } from '../../contracts/catalog.ts';
import { customerEndpoints } from '../../contracts/customers.ts';
import { CallError, createCaller, toCallError, type Caller } from '../../contracts/kernel/client.ts';
import { catalogService } from '../../domain/catalog/catalog-service.ts';
import { importService, type ImportService } from '../../domain/catalog/import-service.ts';
import { customerService } from '../../domain/customers/customer-service.ts';
import { buildCatalogueIndex } from '../../domain/matching/catalogue-index.ts';
import { createIndexCache } from '../../infra/catalogue/index-cache.ts';
import { createPriceListFiles } from '../../infra/catalogue/price-list-files.ts';
import { createLocalBus } from '../../infra/events/local-bus.ts';
import { createMongoImportStore } from '../../infra/mongo/catalog-import-store.ts';
import { createMongoCustomerStore } from '../../infra/mongo/customer-store.ts';
import { createMongoEventLog } from '../../infra/mongo/event-log.ts';
import { createMongoProductStore } from '../../infra/mongo/product-store.ts';
import { readHere } from '../fakes/read-here.ts';
import { startTestApi, type TestApi } from '../harness/api-app.ts';

let api: TestApi;
let folder: string;
let imports: ImportService;
let events: ReturnType<typeof createMongoEventLog>;

interface Program {
  workspaceId: string;
  call: Caller;
  upload(content: string | Uint8Array<ArrayBuffer>, field?: string): Promise<CatalogImport>;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-catalog-'));
  const late = Router();
  api = await startTestApi({ routes: (app) => app.use(late) });
  const { connection } = api.database;
  const products = createMongoProductStore(connection);
  events = createMongoEventLog(connection, createLocalBus());
  const finder = createIndexCache({ products, createIndex: () => buildCatalogueIndex([]) });
  const catalog = catalogService({ products, finder, events });
  imports = importService({
    imports: createMongoImportStore(connection),
    files: createPriceListFiles(join(folder, 'imports'), async () => readHere),
    products,
    catalog,
    workspaceCurrency: async () => 'EUR',
    onApplyError: (error) => {
      throw error;
    },
  });
  const customers = customerService({ customers: createMongoCustomerStore(connection) });
  await api.database.ensureIndexes();
  late.use(
    catalogRoutes({ catalog, imports, incomingFolder: join(folder, 'incoming') }),
    customerRoutes({ customers }),
  );
});

afterAll(async () => {
  await imports?.[Symbol.asyncDispose]();
  await api?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const program = async (workspace: string, role: Role = 'admin'): Promise<Program> => {
  const { id: workspaceId } = await api.identity.workspaces.ensureWorkspace(workspace);
  const { token } = await api.identity.serviceAccounts.localToken(workspaceId, role);
  const headers = { authorization: `Bearer ${token}` };
  return {
    workspaceId,
    call: createCaller({ origin: api.origin, headers: () => headers }),
    upload: async (content, field = 'file') => {
      const form = new FormData();
      form.append(field, new Blob([content]), '../../Preise März.csv');
      const response = await fetch(api.origin + catalogEndpoints.startImport.path, {
        method: 'POST',
        headers,
        body: form,
      });
      if (!response.ok) throw await toCallError(response);
      return CatalogImport.parse(await response.json());
    },
  };
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof CallError ? `${error.status} ${error.code}` : String(error)),
  );

const bolt = { sku: 'BO-1', name: 'Hex bolt M8 x 40', unit: 'pcs', price: '0.35', currency: 'EUR' } as const;

test('a product is created with the usual tax, found by a part of its name at once, changed and switched off', async () => {
  const { call, workspaceId } = await program('Products');
  const created = await call(catalogEndpoints.create, { body: { ...bolt, gtin: '4006381333931' } });
  expect(created).toMatchObject({ price: '0.35', taxCategory: 'S', taxRate: '19', active: true, version: 1 });
  const search = async (q: string) =>
    (await call(catalogEndpoints.search, { query: { q } })).items.map(({ product }) => product.sku);
  expect(await search('bolt m8')).toEqual(['BO-1']);
  expect(await search('4006381333931')).toEqual(['BO-1']);
  const params = { id: created.id };
  const changed = await call(catalogEndpoints.update, {
    params,
    body: { version: 1, price: '0.40', name: 'Hex screw M8 x 40' },
  });
  expect(changed).toMatchObject({ price: '0.40', version: 2, sku: 'BO-1', gtin: '4006381333931' });
  expect(await search('screw')).toEqual(['BO-1']);
  expect((await call(catalogEndpoints.list, { query: { search: 'bo-1' } })).items).toEqual([changed]);
  await call(catalogEndpoints.update, { params, body: { version: 2, active: false } });
  expect(await search('screw')).toEqual([]);
  expect((await call(catalogEndpoints.list, { query: { active: 'false' } })).items).toHaveLength(1);
  expect((await call(catalogEndpoints.list, { query: { active: 'true' } })).items).toEqual([]);
  const { items } = await events.after(workspaceId, 'workspace', 0, 10);
  expect(items.map(({ data }) => data)).toEqual([{ productCount: 1 }, { productCount: 1 }, { productCount: 0 }]);
});

test('wrong products are refused, naming the field', async () => {
  const { call } = await program('Refused');
  const issueOf = async (change: Record<string, unknown>) => {
    const error = await call(catalogEndpoints.create, { body: { ...bolt, ...change } }).catch((each: unknown) => each);
    return error instanceof CallError ? JSON.stringify(error.details['issues']) : 'no error';
  };
  expect(await issueOf({ gtin: '4006381333930' })).toContain('check digit');
  expect(await issueOf({ price: '0.355' })).toContain('body.price');
  expect(await issueOf({ price: '-1.00' })).toContain('body.price');
  expect(await issueOf({ currency: 'XXX' })).toContain('body.currency');
  expect(await issueOf({ taxCategory: 'Z', taxRate: '7' })).toContain('body.taxRate');
  expect(await issueOf({ surprise: 1 })).toContain('surprise');
  expect(await issueOf({ name: 'bell \u0007' })).toContain('body.name');
});

test('a taken SKU, a lost race and a made-up cursor have their errors', async () => {
  const { call } = await program('Conflicts');
  const { id } = await call(catalogEndpoints.create, { body: bolt });
  expect(await codeOf(call(catalogEndpoints.create, { body: { ...bolt, sku: 'bo-1' } }))).toBe('409 sku_taken');
  const rename = (name: string) =>
    codeOf(call(catalogEndpoints.update, { params: { id }, body: { version: 1, name } }));
  const outcomes = await Promise.all([rename('One'), rename('Two'), rename('Three')]);
  expect(outcomes.toSorted()).toEqual(['409 version_conflict', '409 version_conflict', 'no error']);
  expect(await codeOf(call(catalogEndpoints.list, { query: { cursor: 'abc' } }))).toBe('400 validation_error');
});

test("another workspace's products, imports and customers do not exist", async () => {
  const mine = await program('Mine');
  const other = await program('Theirs');
  const product = await mine.call(catalogEndpoints.create, { body: bolt });
  const customer = await mine.call(customerEndpoints.create, { body: { name: 'Secret Ltd' } });
  const draft = await mine.upload('sku,name,price\nA-1,Alpha bolt,1\n');
  const { call } = other;
  const params = (id: string) => ({ params: { id } });
  expect([
    await codeOf(call(catalogEndpoints.get, params(product.id))),
    await codeOf(call(catalogEndpoints.update, { ...params(product.id), body: { version: 1, name: 'Stolen' } })),
    await codeOf(call(catalogEndpoints.getImport, params(draft.id))),
    await codeOf(call(catalogEndpoints.remapImport, { ...params(draft.id), body: {} })),
    await codeOf(call(catalogEndpoints.applyImport, params(draft.id))),
    await codeOf(call(catalogEndpoints.cancelImport, params(draft.id))),
    await codeOf(call(customerEndpoints.get, params(customer.id))),
    await codeOf(call(customerEndpoints.update, { ...params(customer.id), body: { version: 1, name: 'Stolen' } })),
  ]).toEqual([
    ...Array.from({ length: 2 }, () => '404 product_not_found'),
    ...Array.from({ length: 4 }, () => '404 import_not_found'),
    ...Array.from({ length: 2 }, () => '404 customer_not_found'),
  ]);
  expect((await call(catalogEndpoints.search, { query: { q: 'bolt' } })).items).toEqual([]);
  expect((await call(catalogEndpoints.list)).items).toEqual([]);
  expect((await call(customerEndpoints.list)).items).toEqual([]);
});

test('sales reads the catalogue and writes customers; it does not write the catalogue', async () => {
  const { call, upload } = await program('Roles', 'sales');
  expect((await call(catalogEndpoints.list)).items).toEqual([]);
  expect(await codeOf(call(catalogEndpoints.create, { body: bolt }))).toBe('403 forbidden');
  expect(await codeOf(upload('sku,name,price\nA,B,1\n'))).toBe('403 forbidden');
  expect(await codeOf(call(customerEndpoints.create, { body: { name: 'Fine Ltd' } }))).toBe('no error');
  const stranger = createCaller({ origin: api.origin });
  expect(await codeOf(stranger(catalogEndpoints.list))).toBe('401 unauthenticated');
});

test('the sample catalogue is imported with the columns that are guessed', async () => {
  const { call, upload } = await program('Import');
  const draft = await upload(
    new Uint8Array(await readFile(resolve(import.meta.dirname, '../../samples/catalogue.csv'))),
  );
  expect(draft).toMatchObject({
    fileName: 'Preise März.csv',
    state: 'draft',
    errors: [],
    counts: { create: 259, invalid: 0 },
  });
  const params = { id: draft.id };
  expect(await call(catalogEndpoints.applyImport, { params })).toMatchObject({ state: 'applying' });
  await imports.idle();
  expect(await call(catalogEndpoints.getImport, { params })).toMatchObject({
    state: 'applied',
    counts: { applied: 259 },
  });
  const [hit] = (await call(catalogEndpoints.search, { query: { q: 'VMB-C16-1' } })).items;
  expect(hit?.product).toMatchObject({ sku: 'EL-1-121', price: '4.17', taxRate: '19' });
});

test('uploads that are no price list are refused and leave no file', async () => {
  const { upload } = await program('Bad uploads');
  expect(await codeOf(upload('sku,name,price\n', 'document'))).toBe('400 file_missing');
  expect(await codeOf(upload(''))).toBe('400 file_empty');
  expect(await codeOf(upload(new Uint8Array([80, 75, 3, 4, 0, 0, 9, 9])))).toBe('422 import_unreadable');
  expect(await codeOf(upload(new Uint8Array(20_000_001).fill(97)))).toBe('413 file_too_large');
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
});
