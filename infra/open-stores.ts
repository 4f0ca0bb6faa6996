import { join } from 'node:path';
import type { EventBus } from '../domain/events/event-log.ts';
import type { Environment } from './env.ts';
import { createDiskBlobStore } from './files/disk-blob-store.ts';
import { connectMongo, ensureIndexes } from './mongo/connect.ts';
import { createMongoImportStore } from './mongo/catalog-import-store.ts';
import { createMongoCustomerStore } from './mongo/customer-store.ts';
import { createMongoDocumentStore } from './mongo/document-store.ts';
import { createMongoEventLog } from './mongo/event-log.ts';
import { createMongoIdentityStores } from './mongo/identity/identity-stores.ts';
import { createMongoAuditStore } from './mongo/audit-store.ts';
import { createMongoConnectionStore } from './mongo/mcp-connection-store.ts';
import { createMongoDeploymentStore } from './mongo/mcp-deployment-store.ts';
import { createMongoHealthStore } from './mongo/mcp-health-store.ts';
import { createMongoMcpServerStore } from './mongo/mcp-server-store.ts';
import { createMongoExternalClientStore } from './mongo/external-client-store.ts';
import { createMongoLogStore } from './mongo/mcp-log-store.ts';
import { createMongoTaskStore } from './mongo/mcp-task-store.ts';
import { createMongoAuthorizationStore } from './mongo/mcp-authorization-store.ts';
import { createMongoProductStore } from './mongo/product-store.ts';
import { createMongoQuotaStore } from './mongo/quota-store.ts';
import { createMongoQuoteStore } from './mongo/quote-store.ts';
import { createMongoSalesFigures } from './mongo/sales-figures.ts';

/** Everything that keeps state, opened for one process. Indexes exist when it resolves: unique ones carry correctness. */
export const openStores = async (environment: Environment, bus: EventBus) => {
  if (environment.MONGODB_URI === undefined)
    throw new Error('MONGODB_URI is not set; `npm start` starts a database and sets it');
  const database = await connectMongo(environment.MONGODB_URI, environment.MONGODB_DATABASE);
  const { connection } = database;
  const stores = {
    database,
    events: createMongoEventLog(connection, bus),
    blobs: createDiskBlobStore(join(environment.DATA_DIR, 'files')),
    documents: createMongoDocumentStore(connection),
    quotes: createMongoQuoteStore(connection),
    // After the two whose models it reads.
    salesFigures: createMongoSalesFigures(connection),
    products: createMongoProductStore(connection),
    customers: createMongoCustomerStore(connection),
    imports: createMongoImportStore(connection),
    mcpServers: createMongoMcpServerStore(connection),
    mcpAuthorizations: createMongoAuthorizationStore(connection),
    mcpDeployments: createMongoDeploymentStore(connection),
    mcpConnections: createMongoConnectionStore(connection),
    mcpHealth: createMongoHealthStore(connection),
    audit: createMongoAuditStore(connection),
    externalClients: createMongoExternalClientStore(connection),
    mcpLog: createMongoLogStore(connection),
    mcpTasks: createMongoTaskStore(connection),
    quotas: createMongoQuotaStore(connection),
    identity: createMongoIdentityStores(connection),
  };
  await ensureIndexes(connection);
  return stores;
};

export type Stores = Awaited<ReturnType<typeof openStores>>;
