import { afterAll, beforeAll, expect, test } from 'vitest';
import { Failure } from '../../contracts/kernel/fail.ts';
import { customerService, type CustomerService } from '../../domain/customers/customer-service.ts';
import { newId } from '../../domain/new-id.ts';
import { startTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { createMongoCustomerStore } from './customer-store.ts';

let database: TestDatabase;
let customers: CustomerService;

beforeAll(async () => {
  database = await startTestDatabase();
  customers = customerService({ customers: createMongoCustomerStore(database.connection) });
  await database.ensureIndexes();
});
afterAll(() => database?.[Symbol.asyncDispose]());

const contact = (email: string) => ({ name: null, email, phone: null });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );

test('a customer is found by parts of the name, of an address and of the mail domain, in its workspace only', async () => {
  const workspaceId = newId('wsp');
  await customers.create(workspaceId, {
    name: 'Müller & Söhne GmbH',
    contacts: [contact('A.Nna@mueller-soehne.example')],
  });
  await customers.create(workspaceId, { name: 'Brightwater Ltd' });
  const names = async (search: string, where = workspaceId) =>
    (await customers.list(where, { limit: 10, search })).items.map(({ name }) => name);
  expect(await names('soehne mull')).toEqual([]);
  expect(await names('Söhne MUE')).toEqual(['Müller & Söhne GmbH']);
  expect(await names('a.nna@mueller')).toEqual(['Müller & Söhne GmbH']);
  expect(await names('mueller-soehne.example')).toEqual(['Müller & Söhne GmbH']);
  expect(await names('bright')).toEqual(['Brightwater Ltd']);
  expect(await names('.*')).toHaveLength(2);
  expect(await names('bright', newId('wsp'))).toEqual([]);
});

test('customers of one name page by page appear once each', async () => {
  const workspaceId = newId('wsp');
  for (let i = 0; i < 5; i += 1) await customers.create(workspaceId, { name: 'Same Name' });
  const first = await customers.list(workspaceId, { limit: 3 });
  const second = await customers.list(workspaceId, { limit: 3, cursor: first.nextCursor ?? '' });
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5);
  expect(second.nextCursor).toBeNull();
});

test('of two changes to one version the second is refused', async () => {
  const workspaceId = newId('wsp');
  const { id } = await customers.create(workspaceId, { name: 'Once' });
  const [a, b] = await Promise.all([
    codeOf(customers.update(workspaceId, id, { version: 1, note: 'first' })),
    codeOf(customers.update(workspaceId, id, { version: 1, note: 'second' })),
  ]);
  expect([a, b].toSorted()).toEqual(['no error', 'version_conflict']);
  expect(await codeOf(customers.update(newId('wsp'), id, { version: 2 }))).toBe('customer_not_found');
});

test('a requester is recognised by address, then by company domain, then by name', async () => {
  const workspaceId = newId('wsp');
  const { id } = await customers.create(workspaceId, {
    name: 'Nordhafen Technik GmbH',
    contacts: [contact('buero@nordhafen.example')],
  });
  const other = await customers.create(workspaceId, { name: 'Else', contacts: [contact('someone@gmail.com')] });
  const find = (name: string | null, email: string | null) => customers.findForRequest(workspaceId, { name, email });
  expect(await find(null, 'BUERO@nordhafen.example')).toBe(id);
  expect(await find('Somebody', 'einkauf@nordhafen.example')).toBe(id);
  expect(await find('NORDHAFEN TECHNIK', null)).toBe(id);
  expect(await find('Nordhafen Technik G.m.b.H.', 'x@gmail.com')).toBe(id);
  expect(await find('Unknown', 'x@gmail.com')).toBeNull();
  expect(await find(null, 'someone@gmail.com')).toBe(other.id);
  expect(await find(null, null)).toBeNull();
});

test('a domain that several customers share decides nothing, unless the name does', async () => {
  const workspaceId = newId('wsp');
  const west = await customers.create(workspaceId, { name: 'Group West', contacts: [contact('a@group.example')] });
  await customers.create(workspaceId, { name: 'Group East', contacts: [contact('b@group.example')] });
  expect(await customers.findForRequest(workspaceId, { name: null, email: 'c@group.example' })).toBeNull();
  expect(await customers.findForRequest(workspaceId, { name: 'GROUP WEST', email: 'c@group.example' })).toBe(west.id);
});

test('the same unknown requester at the same moment becomes one customer', async () => {
  const workspaceId = newId('wsp');
  const requester = { name: 'Fresh Ltd', email: 'Buyer@fresh.example', contactName: 'Jo' };
  const ids = await Promise.all(Array.from({ length: 10 }, () => customers.ensureFromRequest(workspaceId, requester)));
  expect(new Set(ids).size).toBe(1);
  const { items } = await customers.list(workspaceId, { limit: 10 });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ name: 'Fresh Ltd', contacts: [{ name: 'Jo', email: 'buyer@fresh.example' }] });
  expect(await customers.ensureFromRequest(workspaceId, { name: null, email: null })).toBeNull();
});
