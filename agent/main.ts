import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agentSocketPath } from '../infra/agent/agent-address.ts';
import { createSealer } from '../infra/crypto/sealed-bytes.ts';
import { readTokenSecret } from '../infra/crypto/token-secret.ts';
import { readEnvironment } from '../infra/env.ts';
import { createLog } from '../infra/log.ts';
import { lockAgentFolder } from './agent-lock.ts';
import { serveAgent } from './agent-server.ts';
import { Agent } from './agent.ts';
import { readAgentId } from './agent-id.ts';
import { agentRuntimes } from './agent-runtimes.ts';
import { listenAddress } from './listen-address.ts';

const environment = readEnvironment();
const log = createLog('agent', environment);
const folder = join(environment.DATA_DIR, 'agent');
const unlock = await lockAgentFolder(folder);
const { version } = JSON.parse(await readFile(join(import.meta.dirname, '../package.json'), 'utf8'));

const agent = await Agent.open({
  folder,
  runtimes: agentRuntimes(environment, await readAgentId(folder)),
  sealer: createSealer(await readTokenSecret(environment), 'agent'),
  log,
  version: String(version),
});
const address = await listenAddress(environment, agentSocketPath(environment.DATA_DIR));
const server = await serveAgent({ agent, address, log });
const { runtimes } = await agent.health();
log.info({ port: server.port, runtimes }, 'agent ready');

const stop = Promise.withResolvers<string>();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.resolve(signal));
process.send?.('ready');
log.info({ signal: await stop.promise }, 'agent stops');
await agent.close();
await server[Symbol.asyncDispose]();
await unlock();
process.exit(0);
