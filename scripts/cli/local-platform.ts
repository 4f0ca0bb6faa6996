import type { Role } from '../../contracts/access.ts';
import { createCaller, type Caller } from '../../contracts/kernel/client.ts';
import type { SignedToken } from '../../domain/identity/credential-ports.ts';
import { createIdentityService, type IdentityService } from '../../domain/identity/identity-service.ts';
import { createIdentityCrypto } from '../../infra/crypto/identity-crypto.ts';
import { readTokenSecret } from '../../infra/crypto/token-secret.ts';
import { readEnvironment } from '../../infra/env.ts';
import { connectMongo } from '../../infra/mongo/connect.ts';
import { createMongoIdentityStores } from '../../infra/mongo/identity/identity-stores.ts';
import { sampleWorkspaceName } from '../platform/sample-workspace.ts';
import type { Platform } from '../platform/start-platform.ts';
import { UsageError } from './usage-error.ts';

/** Who calls: where the API is, and the headers that name the caller. */
export interface Connection {
  readonly url: string;
  readonly headers: () => Promise<Record<string, string>>;
  readonly call: Caller;
}

/** The platform on this machine, for scripts: signing in needs its data folder and its database, nothing else does. */
export interface LocalPlatform extends AsyncDisposable {
  readonly url: string;
  readonly identity: IdentityService;
  /** Throws `UsageError` when there is none of that name. The sample workspace when no name is given. */
  workspaceId(name: string | undefined): Promise<string>;
  /** A short-lived token with the role's permissions. */
  token(workspaceId: string, role: Role): Promise<SignedToken>;
  connect(workspaceId: string, role: Role): Connection;
  hasWorkspace(name: string): Promise<boolean>;
  /** Whether there is no workspace, or the one of this name alone. */
  hasOnlyWorkspace(name: string): Promise<boolean>;
}

/** Tokens live for 15 minutes; a long run asks for a new one in time. */
const renewBeforeMs = 5 * 60_000;

/** Connects to a platform on this machine. `own` is stopped together with the connection. */
export const connectTo = async (
  { url, dataDir, mongoUri }: Pick<Platform, 'url' | 'dataDir' | 'mongoUri'>,
  own?: Platform,
): Promise<LocalPlatform> => {
  const environment = readEnvironment({ ...process.env, DATA_DIR: dataDir });
  const database = await connectMongo(mongoUri, environment.MONGODB_DATABASE);
  const secret = await readTokenSecret(environment);
  // Nobody signs in with a password here, so there is nothing to guard.
  const attempts = { guard: (_name: string, _ip: string, verify: () => Promise<boolean>) => verify() };
  const clock = () => new Date();
  const identity = createIdentityService({
    ...(await createIdentityCrypto(secret, clock)),
    stores: createMongoIdentityStores(database.connection),
    attempts,
    clock,
  });
  const workspaces = database.connection.collection<{ _id: string; nameKey: string }>('workspaces');
  const findWorkspace = (name: string) => workspaces.findOne({ nameKey: keyOf(name) });
  const token = (workspaceId: string, role: Role) => identity.serviceAccounts.localToken(workspaceId, role);

  return {
    url,
    identity,
    token,
    hasWorkspace: async (name) => (await findWorkspace(name)) !== null,
    hasOnlyWorkspace: async (name) => (await workspaces.countDocuments({ nameKey: { $ne: keyOf(name) } })) === 0,
    workspaceId: async (name = sampleWorkspaceName) => {
      const found = await findWorkspace(name);
      if (!found) throw new UsageError(`There is no workspace "${name}".`);
      return found._id;
    },
    connect: (workspaceId, role) => {
      let current: SignedToken | undefined;
      const headers = async () => {
        const isFresh = current !== undefined && current.expiresAt.getTime() - Date.now() > renewBeforeMs;
        const signed = current !== undefined && isFresh ? current : await token(workspaceId, role);
        current = signed;
        return { authorization: `Bearer ${signed.token}` };
      };
      return { url, headers, call: createCaller({ origin: url, headers }) };
    },
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]();
      await own?.stop();
    },
  };
};

/** Names of workspaces are unique whatever their case. */
const keyOf = (name: string): string => name.trim().toLowerCase();
