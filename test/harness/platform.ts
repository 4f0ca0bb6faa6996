import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolePermissions, type Permission, type Role } from '../../contracts/access.ts';
import { createCaller, type Caller } from '../../contracts/kernel/client.ts';
import type { DeploymentAgent } from '../../domain/mcp/deployment-agent.ts';
import type { IdentityService } from '../../domain/identity/identity-service.ts';
import { readTokenSecret } from '../../infra/crypto/token-secret.ts';
import { readEnvironment } from '../../infra/env.ts';
import { createLocalBus } from '../../infra/events/local-bus.ts';
import { openAgentClient } from '../../infra/agent/open-agent-client.ts';
import { openIdentity } from '../../infra/open-identity.ts';
import { openStores, type Stores } from '../../infra/open-stores.ts';
import { startPlatform, type Platform } from '../../scripts/platform/start-platform.ts';

/** A program of one workspace: a service account, its bearer token and the typed client. */
export interface TestProgram {
  workspaceId: string;
  token: string;
  headers: { authorization: string };
  call: Caller;
}

export interface TestPlatform extends AsyncDisposable {
  platform: Platform;
  url: string;
  /** The platform's own database, for looking behind the API. */
  stores: Stores;
  /** The platform's own deployment agent. */
  agent: DeploymentAgent;
  /** Identity on that database, for making people without clicking. */
  identity: IdentityService;
  /** Address of the one-time link that lets the first admin of a workspace in. */
  firstAdminLink(workspace: string): Promise<string>;
  /** A program with a role's permissions in a workspace of its own, or in the one named. */
  program(options?: { workspace?: string; role?: Role; permissions?: readonly Permission[] }): Promise<TestProgram>;
}

/** Starts the whole platform as real processes in a folder of its own, on free ports. */
export const startTestPlatform = async (
  environment: Readonly<Record<string, string>> = {},
  { web = false } = {},
): Promise<TestPlatform> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'throughline-test-'));
  const env = { ...process.env, LOG_LEVEL: 'info', ...environment };
  const platform = await startPlatform({ dataDir, port: 0, web, env, report: () => undefined });
  const settings = readEnvironment({ ...environment, DATA_DIR: dataDir, MONGODB_URI: platform.mongoUri });
  const stores = await openStores(settings, createLocalBus());
  const attempts = { guard: (_name: string, _ip: string, verify: () => Promise<boolean>) => verify() };
  const { identity } = await openIdentity(stores, await readTokenSecret(settings), attempts);
  const agent = await openAgentClient(settings);
  let programs = 0;

  return {
    platform,
    url: platform.url,
    stores,
    agent,
    identity,
    firstAdminLink: async (workspace) => {
      const link = await identity.links.firstAdmin(workspace);
      if (!link) throw new Error('the workspace has an admin already');
      return `${platform.url}/welcome/${link.token}`;
    },
    program: async ({
      workspace = `Workspace ${(programs += 1)}`,
      role = 'admin',
      permissions = rolePermissions[role],
    } = {}) => {
      const { id: workspaceId } = await identity.workspaces.ensureWorkspace(workspace);
      const creator = {
        kind: 'service',
        id: 'test',
        name: 'Test',
        workspaceId,
        permissions: new Set(permissions),
        sessionId: null,
      } as const;
      const { account, secret } = await identity.serviceAccounts.create(creator, {
        name: `Program ${role}`,
        permissions: [...permissions],
        expiresAt: null,
      });
      const { token } = await identity.serviceAccounts.exchange(account.key, secret, '127.0.0.1');
      const headers = { authorization: `Bearer ${token}` };
      return { workspaceId, token, headers, call: createCaller({ origin: platform.url, headers: () => headers }) };
    },
    [Symbol.asyncDispose]: async () => {
      agent[Symbol.dispose]();
      await stores.database[Symbol.asyncDispose]();
      await platform.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
};
