import type { Identity, Permission } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { Page, PageQuery } from '../../../contracts/kernel/page.ts';
import type { ClientConfig, ExternalMcpClient } from '../../../contracts/mcp-clients.ts';
import { actorOf, type AuditLog } from '../../audit/audit-log.ts';
import type { ServiceAccountStore } from '../../identity/identity-stores.ts';
import type { ServiceAccountService } from '../../identity/service-account-service.ts';
import { serviceKey } from '../../identity/service-key.ts';
import { newId } from '../../new-id.ts';
import type { OauthStore } from '../../oauth/oauth-stores.ts';
import { isAllowedRedirectUri } from '../../oauth/redirect-uri.ts';
import { clientConfigs } from './client-configs.ts';
import type { ExternalClientRecord, ExternalClientStore } from './external-client-store.ts';

export interface NewExternalClient extends Pick<ExternalMcpClient, 'name' | 'kind' | 'auth' | 'redirectUris'> {
  readonly server: string | null;
  readonly permissions: readonly Permission[];
}

export interface ExternalClientDeps {
  readonly store: ExternalClientStore;
  readonly serviceAccounts: Pick<ServiceAccountService, 'create' | 'delete'>;
  readonly accounts: Pick<ServiceAccountStore, 'find'>;
  readonly oauth: Pick<OauthStore, 'insertClient' | 'deleteClient'>;
  /** Ends every sign-in that people granted the client. */
  readonly endGrants: (workspaceId: string, clientId: string) => Promise<void>;
  readonly hasServer: (workspaceId: string, name: string) => Promise<boolean>;
  readonly audit: Pick<AuditLog, 'write'>;
  readonly publicUrl: string;
  readonly now?: () => Date;
}

/** Where the programs themselves wait for an authorization code. */
const knownRedirectUris: Readonly<Record<ExternalMcpClient['kind'], readonly string[]>> = {
  claude: [
    'https://claude.ai/api/mcp/auth_callback',
    'https://claude.com/api/mcp/auth_callback',
    'http://localhost/callback',
  ],
  cursor: ['cursor://anysphere.cursor-mcp/oauth/callback'],
  vscode: ['http://127.0.0.1:33418', 'https://vscode.dev/redirect'],
  other: [],
};

export type ExternalClientService = ReturnType<typeof externalClientService>;

/** MCP clients outside that may come in (spec row C1): by a service account's key, or by OAuth in the user's browser. */
export const externalClientService = (deps: ExternalClientDeps) => {
  const { store, now = () => new Date() } = deps;

  const toClient = async (record: ExternalClientRecord): Promise<ExternalMcpClient> => {
    const { id, name, kind, auth, redirectUris, serviceAccountId, createdBy, createdAt, workspaceId } = record;
    const account = serviceAccountId === null ? null : await deps.accounts.find(workspaceId, serviceAccountId);
    const lastUsedAt = account?.lastUsedAt?.toISOString() ?? null;
    return { id, name, kind, auth, redirectUris, serviceAccountId, createdBy, createdAt, lastUsedAt };
  };
  const configsOf = ({ kind, auth, id, server }: ExternalClientRecord, credential: string | null): ClientConfig[] =>
    clientConfigs({ kind, auth, clientId: id, server, publicUrl: deps.publicUrl, credential });
  const need = async (workspaceId: string, clientId: string): Promise<ExternalClientRecord> => {
    const record = await store.find(workspaceId, clientId);
    if (!record) throw fail('mcp_client_not_found', { clientId });
    return record;
  };

  return {
    list: async (workspaceId: string, page: PageQuery): Promise<Page<ExternalMcpClient>> => {
      const { items, nextCursor } = await store.list(workspaceId, page);
      return { items: await Promise.all(items.map(toClient)), nextCursor };
    },

    /** Throws `forbidden` for a permission that the caller has not, `mcp_server_not_found`, `validation_error`. */
    create: async (
      identity: Identity,
      wanted: NewExternalClient,
    ): Promise<{ client: ExternalMcpClient; configs: ClientConfig[] }> => {
      const { workspaceId } = identity;
      if (wanted.server !== null && !(await deps.hasServer(workspaceId, wanted.server)))
        throw fail('mcp_server_not_found', { name: wanted.server });
      const redirectUris = wanted.auth === 'oauth' ? redirectUrisOf(wanted) : [];
      const made = wanted.auth === 'oauth' ? null : await makeAccount(deps, identity, wanted);
      const record = newRecord(identity, wanted, redirectUris, made?.accountId ?? null, now());
      await store.insert(record);
      if (wanted.auth === 'oauth')
        await deps.oauth.insertClient({
          id: record.id,
          workspaceId,
          name: wanted.name,
          redirectUris,
          createdAt: now(),
        });
      const entry = { action: 'mcp_client.create', subject: record.id, after: toAudited(record) };
      await deps.audit.write(workspaceId, actorOf(identity), entry);
      return { client: await toClient(record), configs: configsOf(record, made?.credential ?? null) };
    },

    configs: async (workspaceId: string, clientId: string): Promise<ClientConfig[]> =>
      configsOf(await need(workspaceId, clientId), null),

    /** Shuts it out at once. Throws `mcp_client_not_found`. */
    remove: async (identity: Identity, clientId: string): Promise<void> =>
      removeClient(deps, identity, await need(identity.workspaceId, clientId)),
  };
};

const newRecord = (
  { workspaceId, name: createdBy }: Identity,
  { name, kind, auth, server, permissions }: NewExternalClient,
  redirectUris: string[],
  serviceAccountId: string | null,
  now: Date,
): ExternalClientRecord => ({
  id: newId('cli', now.getTime()),
  workspaceId,
  name,
  kind,
  auth,
  redirectUris,
  serviceAccountId,
  server,
  permissions,
  createdBy,
  createdAt: now.toISOString(),
});

/** Its key, its tokens and the sign-ins it was granted end first; the record goes last, so that a repeat finishes it. */
const removeClient = async (
  { store, accounts, serviceAccounts, oauth, endGrants, audit }: ExternalClientDeps,
  identity: Identity,
  record: ExternalClientRecord,
): Promise<void> => {
  const { workspaceId, id, auth, serviceAccountId } = record;
  if (serviceAccountId !== null && (await accounts.find(workspaceId, serviceAccountId)))
    await serviceAccounts.delete(identity, serviceAccountId);
  if (auth === 'oauth') {
    await oauth.deleteClient(id);
    await endGrants(workspaceId, id);
  }
  await store.delete(workspaceId, id);
  const entry = { action: 'mcp_client.remove', subject: id, before: toAudited(record) };
  await audit.write(workspaceId, actorOf(identity), entry);
};

const toAudited = ({ name, kind, auth, server, permissions, redirectUris }: ExternalClientRecord) => ({
  name,
  kind,
  auth,
  server,
  permissions,
  redirectUris,
});

const makeAccount = async (
  { serviceAccounts }: ExternalClientDeps,
  identity: Identity,
  { name, permissions }: NewExternalClient,
): Promise<{ accountId: string; credential: string }> => {
  const { account, secret } = await serviceAccounts.create(identity, {
    name: `MCP client: ${name}`.slice(0, 200),
    permissions,
    expiresAt: null,
  });
  return { accountId: account.id, credential: serviceKey(account.key, secret) };
};

const redirectUrisOf = ({ kind, redirectUris }: NewExternalClient): string[] => {
  const wanted = redirectUris.length > 0 ? redirectUris : [...knownRedirectUris[kind]];
  const issues = wanted.flatMap((uri, index) =>
    isAllowedRedirectUri(uri)
      ? []
      : [{ path: `body.redirectUris.${index}`, message: 'must be https, this device, or an app of its own' }],
  );
  if (wanted.length === 0)
    issues.push({ path: 'body.redirectUris', message: 'is needed for a client that is not known here' });
  if (issues.length > 0) throw fail('validation_error', { issues });
  return wanted;
};
