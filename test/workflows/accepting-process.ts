/** An API process as far as it accepts a deployment. It stops just before the moment it is given, to be killed there. */
import { z } from 'zod';
import { serverDeployments } from '../../domain/mcp/servers/server-deployments.ts';
import { connectMongo } from '../../infra/mongo/connect.ts';
import { createFakeAgent } from '../fakes/fake-agent.ts';
import { composeDeploymentParts, someAdmin, someServer } from './mcp-deployment-setup.ts';

const { mongoUri, database, moment } = z
  .object({ mongoUri: z.string(), database: z.string(), moment: z.enum(['server stored', 'workflow started']) })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const { connection } = await connectMongo(mongoUri, database);
const { servers, deployments, audit, secrets, parts } = composeDeploymentParts(connection, createFakeAgent());
const { workspaceId, ...admin } = someAdmin();

const stopHere = async (): Promise<void> => {
  const [deployment] = (await deployments.list(workspaceId, { limit: 1 })).items;
  process.send?.({ workspaceId, deploymentId: deployment?.id, serverId: deployment?.serverId });
  await new Promise(() => setInterval(() => undefined, 1_000));
};
const accept = serverDeployments({
  servers: {
    ...servers,
    insert: async (record) => {
      if (moment === 'server stored') await stopHere();
      await servers.insert(record);
    },
  },
  deployments,
  progress: parts.progress,
  news: parts.news,
  audit,
  sealSecrets: secrets.seal,
  maxServersOf: async () => 10,
  now: () => new Date(),
});
await accept.deploy({ ...admin, workspaceId }, someServer());
await stopHere();
