import { afterAll, beforeAll, expect, test } from 'vitest';
import { externalMcpClientRoutes } from '../../api/http/external-mcp-clients.ts';
import { rolePermissions, type Permission } from '../../contracts/access.ts';
import { authEndpoints } from '../../contracts/identity.ts';
import { createCaller } from '../../contracts/kernel/client.ts';
import { externalMcpClientEndpoints, type ClientConfig } from '../../contracts/mcp-clients.ts';
import { externalClientService } from '../../domain/mcp/clients/external-client-service.ts';
import type { OauthStore } from '../../domain/oauth/oauth-stores.ts';
import { createMongoAuditStore } from '../../infra/mongo/audit-store.ts';
import { createMongoExternalClientStore } from '../../infra/mongo/external-client-store.ts';
import { createMongoOauthStore } from '../../infra/mongo/identity/oauth-store.ts';
import { startTestApi, type TestApi } from '../harness/api-app.ts';
import { newProgram, refusal } from '../harness/calls-api.ts';

let api: TestApi;
let oauth: OauthStore;
const endedGrants: string[] = [];

beforeAll(async () => {
  api = await startTestApi({
    routes: (app, { identity, database, stores }) => {
      oauth = createMongoOauthStore(database.connection);
      const clients = externalClientService({
        store: createMongoExternalClientStore(database.connection),
        serviceAccounts: identity.serviceAccounts,
        accounts: stores.serviceAccounts,
        oauth,
        endGrants: async (_workspaceId, clientId) => void endedGrants.push(clientId),
        hasServer: async (_workspaceId, name) => name === 'files',
        audit: stores.audit,
        publicUrl: 'https://sales.example',
      });
      app.use(externalMcpClientRoutes({ clients }));
    },
  });
});
afterAll(() => api?.[Symbol.asyncDispose]());

let programs = 0;
const program = (permissions: readonly Permission[] = rolePermissions.admin) =>
  newProgram(api, permissions, `Clients ${(programs += 1)}`);
const textOf = (configs: readonly ClientConfig[], title: string): string =>
  configs.find((config) => config.title === title)?.text ?? '';

/** The credential in a reply: it is in every configuration that can hold it. */
const credentialIn = (configs: readonly ClientConfig[]): string =>
  /Bearer (key_[0-9a-z]{26}\.[\w-]{43})/.exec(configs.map(({ text }) => text).join('\n'))?.[1] ?? '';

test('a client with a service account gets configurations that work, with the secret this once', async () => {
  const { call } = await program();
  const body = { name: 'Ann’s laptop', kind: 'other', auth: 'service-account', server: 'files' } as const;
  const { client, configs } = await call(externalMcpClientEndpoints.create, { body });
  expect(client).toMatchObject({ kind: 'other', auth: 'service-account', redirectUris: [], lastUsedAt: null });
  const credential = credentialIn(configs);
  const url = 'https://sales.example/mcp_proxy/files';
  expect(textOf(configs, 'Claude Code')).toBe(
    `claude mcp add --transport http throughline-files '${url}' --header 'Authorization: Bearer ${credential}'`,
  );
  expect(JSON.parse(textOf(configs, 'Cursor'))).toEqual({
    mcpServers: { 'throughline-files': { url, headers: { Authorization: `Bearer ${credential}` } } },
  });
  const link = new URL(textOf(configs, 'Cursor, by one click'));
  expect(JSON.parse(atob(link.searchParams.get('config') ?? ''))).toMatchObject({ url });
  expect(JSON.parse(textOf(configs, 'VS Code'))).toEqual({
    servers: { 'throughline-files': { type: 'http', url, headers: { Authorization: `Bearer ${credential}` } } },
  });
  const shell = /^code --add-mcp '(.*)'$/.exec(textOf(configs, 'VS Code, in a terminal'))?.[1] ?? '';
  expect(JSON.parse(shell)).toMatchObject({ name: 'throughline-files', url });
  expect(JSON.parse(textOf(configs, 'Claude Desktop'))).toMatchObject({
    mcpServers: { 'throughline-files': { command: 'npx', env: { AUTHORIZATION: `Bearer ${credential}` } } },
  });

  const later = await call(externalMcpClientEndpoints.config, { params: { id: client.id } });
  expect(JSON.stringify(later)).not.toContain(credential.split('.')[1]);
  expect(later.configs.map(({ title }) => title)).toEqual(configs.map(({ title }) => title));
});

test('its credential opens what it was given and no more, shows its use, and ends with the client', async () => {
  const admin = await program();
  const permissions: Permission[] = ['documents:read'];
  const body = { name: 'Robot', kind: 'claude', auth: 'service-account', permissions } as const;
  const { client, configs } = await admin.call(externalMcpClientEndpoints.create, { body });
  const headers = { authorization: `Bearer ${credentialIn(configs)}` };
  const robot = createCaller({ origin: api.origin, headers: () => headers });
  expect(await robot(authEndpoints.session)).toMatchObject({ kind: 'service', permissions: ['documents:read'] });
  expect(await refusal(robot(externalMcpClientEndpoints.list))).toBe('403 forbidden');
  const { items } = await admin.call(externalMcpClientEndpoints.list);
  expect(items).toMatchObject([{ id: client.id, lastUsedAt: expect.any(String) }]);

  const forged = {
    authorization: `${headers.authorization.slice(0, -1)}${headers.authorization.endsWith('A') ? 'B' : 'A'}`,
  };
  expect(await refusal(createCaller({ origin: api.origin, headers: () => forged })(authEndpoints.session))).toBe(
    '401 invalid_token',
  );
  await admin.call(externalMcpClientEndpoints.remove, { params: { id: client.id } });
  expect(await refusal(robot(authEndpoints.session))).toBe('401 invalid_token');
  expect(await refusal(admin.call(externalMcpClientEndpoints.remove, { params: { id: client.id } }))).toBe(
    '404 mcp_client_not_found',
  );
  const audit = await createMongoAuditStore(api.database.connection).list(admin.workspaceId, { limit: 10 });
  const own = audit.items.filter(({ actor }) => actor.name === 'Program');
  expect(own.map(({ action }) => action).toSorted()).toEqual([
    'mcp_client.create',
    'mcp_client.remove',
    'service_account.create',
    'service_account.delete',
  ]);
  const created = audit.items.find(({ action }) => action === 'mcp_client.create');
  expect(created).toMatchObject({ subject: client.id, before: null, after: body });
  expect(JSON.stringify(audit)).not.toContain(credentialIn(configs).split('.')[1]);
});

test('nobody gives a client more than they have, or a server that is not there', async () => {
  const manager = await program(['mcp-servers:manage', 'mcp-servers:read', 'mcp-tools:use']);
  const create = (body: object) =>
    refusal(
      manager.call(externalMcpClientEndpoints.create, {
        body: { name: 'X', kind: 'cursor', auth: 'service-account', ...body },
      }),
    );
  expect(await create({ permissions: ['users:manage'] })).toBe('403 forbidden');
  expect(await create({ server: 'nothing' })).toBe('404 mcp_server_not_found');
  expect(await create({})).toBe('no error');
});

test('a client that signs in by OAuth is known with its exact addresses, and forgotten with its grants', async () => {
  const { call } = await program();
  const create = (body: { kind: 'vscode' | 'other'; redirectUris?: string[] }) =>
    call(externalMcpClientEndpoints.create, { body: { name: 'Editor', ...body } });
  expect(await refusal(create({ kind: 'other' }))).toBe('400 validation_error');
  expect(await refusal(create({ kind: 'other', redirectUris: ['http://evil.example/cb'] }))).toBe(
    '400 validation_error',
  );
  const { client, configs } = await create({ kind: 'other', redirectUris: ['https://app.example/cb'] });
  expect(JSON.stringify(configs)).not.toContain('Bearer');
  expect(textOf(configs, 'Claude Code')).toContain(`--client-id ${client.id}`);
  expect(await oauth.findClient(client.id)).toMatchObject({ redirectUris: ['https://app.example/cb'] });
  expect((await create({ kind: 'vscode' })).client.redirectUris).toContain('https://vscode.dev/redirect');
  await call(externalMcpClientEndpoints.remove, { params: { id: client.id } });
  expect(await oauth.findClient(client.id)).toBeNull();
  expect(endedGrants).toEqual([client.id]);
});

test('another workspace neither sees nor removes a client', async () => {
  const [owner, stranger] = [await program(), await program()];
  const { client } = await owner.call(externalMcpClientEndpoints.create, { body: { name: 'Mine', kind: 'claude' } });
  const params = { id: client.id };
  expect(await refusal(stranger.call(externalMcpClientEndpoints.remove, { params }))).toBe('404 mcp_client_not_found');
  expect(await refusal(stranger.call(externalMcpClientEndpoints.config, { params }))).toBe('404 mcp_client_not_found');
  expect((await stranger.call(externalMcpClientEndpoints.list)).items).toEqual([]);
  expect((await owner.call(externalMcpClientEndpoints.list)).items).toHaveLength(1);
});
