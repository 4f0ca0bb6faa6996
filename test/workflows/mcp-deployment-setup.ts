import type { Connection } from 'mongoose';
import type { Identity } from '../../contracts/access.ts';
import { rolePermissions } from '../../contracts/access.ts';
import { NewMcpServer } from '../../contracts/mcp-servers.ts';
import { mcpServerActivities } from '../../activities/mcp-servers.ts';
import { auditLog } from '../../domain/audit/audit-log.ts';
import { deploymentService } from '../../domain/mcp/deployments/deployment-service.ts';
import type { DeploymentRecord } from '../../domain/mcp/deployments/deployment-store.ts';
import { mcpServerParts } from '../../domain/mcp/mcp-server-parts.ts';
import { serverDeployments } from '../../domain/mcp/servers/server-deployments.ts';
import { serverService } from '../../domain/mcp/servers/server-service.ts';
import { newId } from '../../domain/new-id.ts';
import { createMcpSecrets } from '../../infra/crypto/mcp-secrets.ts';
import { createLocalBus } from '../../infra/events/local-bus.ts';
import { createMongoAuditStore } from '../../infra/mongo/audit-store.ts';
import { createMongoEventLog } from '../../infra/mongo/event-log.ts';
import { createMongoConnectionStore } from '../../infra/mongo/mcp-connection-store.ts';
import { createMongoDeploymentStore } from '../../infra/mongo/mcp-deployment-store.ts';
import { createMongoHealthStore } from '../../infra/mongo/mcp-health-store.ts';
import { createMongoMcpServerStore } from '../../infra/mongo/mcp-server-store.ts';
import { readDefinitions } from '../../mcp/gateway/read-definitions.ts';
import { ofWorkspace } from '../../temporal/search-attributes.ts';
import {
  deployMcpServerType,
  deploymentWorkflowId,
  removeMcpServerType,
} from '../../workflows/mcp-servers/deploy-mcp-server.messages.ts';
import type { DeploymentAgent } from '../../domain/mcp/deployment-agent.ts';
import { createFakeAgent, type FakeAgent } from '../fakes/fake-agent.ts';
import { testTokenSecret } from '../harness/api-app.ts';
import { startTestDatabase } from '../harness/test-database.ts';
import { startTestTemporal } from './start-test-temporal.ts';

/** The stores on a database, and what the workflows do with them and an agent. */
export const composeDeploymentParts = (connection: Connection, agent: DeploymentAgent) => {
  const servers = createMongoMcpServerStore(connection);
  const deployments = createMongoDeploymentStore(connection);
  const events = createMongoEventLog(connection, createLocalBus());
  const audit = auditLog({ entries: createMongoAuditStore(connection), now: () => new Date() });
  const health = createMongoHealthStore(connection);
  const connections = createMongoConnectionStore(connection);
  const secrets = createMcpSecrets(testTokenSecret);
  const problems: unknown[] = [];
  const parts = mcpServerParts({
    servers,
    deployments,
    events,
    agent,
    openUpstream: (record, options) => agent.attach(record.server.id, options),
    readDefinitions,
    openSecrets: secrets.open,
    health,
    connections,
    audit,
    probeTimeoutMs: 500,
    nowMs: () => performance.now(),
    onStatusError: (error) => problems.push(error),
    now: () => new Date(),
  });
  return { servers, deployments, events, audit, health, connections, secrets, problems, parts };
};

/** The deployment workflows on a real engine and a real database, with an agent in memory. */
export const startDeployments = async (agent: FakeAgent = createFakeAgent()) => {
  const database = await startTestDatabase();
  const temporal = await startTestTemporal();
  const composed = composeDeploymentParts(database.connection, agent);
  const { servers, deployments, audit, parts, secrets } = composed;
  await database.ensureIndexes();
  const accept = serverDeployments({
    servers,
    deployments,
    progress: parts.progress,
    news: parts.news,
    audit,
    sealSecrets: secrets.seal,
    maxServersOf: async () => 100,
    now: () => new Date(),
  });
  const manage = serverService({ servers, health: composed.health, agent, news: parts.news, audit, secrets });
  const service = deploymentService({ deployments, progress: parts.progress, audit, now: () => new Date() });
  const start = async ({ workspaceId, id: deploymentId, kind }: DeploymentRecord): Promise<void> => {
    await temporal.client.workflow.start(kind === 'remove' ? removeMcpServerType : deployMcpServerType, {
      workflowId: deploymentWorkflowId({ deploymentId }),
      taskQueue: 'fixtures',
      args: [{ workspaceId, deploymentId }],
      typedSearchAttributes: ofWorkspace(workspaceId),
    });
  };
  const handle = (deploymentId: string) => temporal.client.workflow.getHandle(deploymentWorkflowId({ deploymentId }));
  const finished = async ({ workspaceId, id }: DeploymentRecord): Promise<DeploymentRecord> => {
    await handle(id)
      .result()
      .catch(() => undefined);
    const found = await deployments.find(workspaceId, id);
    if (!found) throw new Error('the deployment is gone');
    return found;
  };
  return {
    ...composed,
    agent,
    database,
    temporal,
    accept,
    manage,
    service,
    start,
    handle,
    /** How a deployment ended. */
    finished,
    /** A server as its deployment left it. */
    deployed: async (admin: Identity, over: Record<string, unknown> = {}) => {
      const { record, deployment } = await accept.deploy(admin, someServer(over));
      await start(deployment);
      return { serverId: record.server.id, deployment: await finished(deployment) };
    },
    work: () => temporal.work('our own', mcpServerActivities(parts)),
    [Symbol.asyncDispose]: async () => {
      await temporal[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
};

/** State of each step, by its name. */
export const statesOf = ({ steps }: DeploymentRecord) =>
  Object.fromEntries(steps.map(({ name, state }) => [name, state]));

/** An admin of a workspace of their own. */
export const someAdmin = (): Identity => ({
  kind: 'user',
  id: newId('usr'),
  name: 'Ann Admin',
  workspaceId: newId('wsp'),
  permissions: new Set(rolePermissions.admin),
  sessionId: null,
});

export const someServer = (over: Record<string, unknown> = {}): NewMcpServer =>
  NewMcpServer.parse({
    name: 'files',
    title: 'Files',
    source: { kind: 'npm', package: 'some-server', version: '1.0.0' },
    runtime: 'process',
    secrets: { API_KEY: 'canary-secret-4711' },
    ...over,
  });
