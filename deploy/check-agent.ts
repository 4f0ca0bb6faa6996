import { openAgentClient } from '../infra/agent/open-agent-client.ts';
import { readEnvironment } from '../infra/env.ts';

/** Health check of the agent's container: exit code 0 when it answers. Whether it can make sandboxes, each deployment says. */
using agent = await openAgentClient(readEnvironment());
const health = await agent.health(AbortSignal.timeout(4_000)).catch(() => null);
process.exit(health === null ? 1 : 0);
