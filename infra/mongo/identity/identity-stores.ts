import type { Connection } from 'mongoose';
import type { IdentityStores } from '../../../domain/identity/identity-stores.ts';
import { createMongoAuditTrail } from './audit-trail.ts';
import { createMongoServiceAccountStore } from './service-account-store.ts';
import { createMongoSessionStore } from './session-store.ts';
import { createMongoUserStore } from './user-store.ts';
import { createMongoWorkspaceStore } from './workspace-store.ts';

/** Everything that identity keeps in MongoDB. */
export const createMongoIdentityStores = (connection: Connection): IdentityStores => ({
  workspaces: createMongoWorkspaceStore(connection),
  users: createMongoUserStore(connection),
  sessions: createMongoSessionStore(connection),
  serviceAccounts: createMongoServiceAccountStore(connection),
  audit: createMongoAuditTrail(connection),
});
