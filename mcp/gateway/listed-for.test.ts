import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Permission, rolePermissions } from '../../contracts/access.ts';
import { serverNames } from '../servers/create-server.ts';
import { toolPermissions } from '../servers/tool-permissions.ts';
import { callerOf, fakeGateway } from './gateway.fixture.ts';
import { createOwnServers } from './upstreams/own.ts';

const Names = z.object({ tools: z.array(z.object({ name: z.string() })) });
const namesOf = (answer: unknown): string[] => Names.parse(answer).tools.map(({ name }) => name);

/** The same tools by each way to a list of them. */
const listed = async (permissions: readonly Permission[]): Promise<[string[], string[], string[]]> => {
  await using gateway = fakeGateway({}, []).gateway;
  const view = gateway.open(callerOf('wsp_a', 'usr_1', permissions));
  const found = await view.request('tools/call', { name: 'search_tools', arguments: { query: 'product', limit: 50 } });
  return [
    namesOf(await view.request('tools/list', {})),
    (await view.tools()).map(({ name }) => name),
    namesOf(found['structuredContent']),
  ];
};

test('it is known of each of our tools what it needs', async () => {
  await using own = createOwnServers({ origin: 'http://127.0.0.1:9' });
  const definitions = await Promise.all(serverNames.map((name) => own.definitions(name)));
  const names = definitions.flatMap(({ tools }) => tools.map(({ name }) => String(name)));
  expect(names.sort()).toEqual(Object.keys(toolPermissions));
});

test('a list holds what its reader may call, and a search finds no more', async () => {
  const [sales, forPeople, found] = await listed(rolePermissions.sales);
  expect(sales).toContain('list_products');
  expect(sales).toContain('process_document');
  expect(sales).not.toContain('create_product');
  expect(sales).not.toContain('delete_product');
  expect(forPeople).toEqual(sales);
  expect(found).toContain('list_products');
  expect(found).not.toContain('create_product');
  const [admin, , foundByAdmin] = await listed(rolePermissions.admin);
  expect(admin.toSorted()).toEqual(Object.keys(toolPermissions));
  expect(foundByAdmin).toContain('create_product');
});
