import { openHostile } from '../../../infra/runtimes/process/test-sandbox.ts';

/** Run by a test as an agent that will be killed: holds a server with a detached grandchild, and tells the process ids. */
const hostile = await openHostile('outlives-parent.mjs', { network: process.argv[2] === 'network' });
await hostile.attempt();
while ((await hostile.server.processIds()).length < 4) await new Promise((resolve) => setImmediate(resolve));
console.log(JSON.stringify({ processIds: await hostile.server.processIds(), base: hostile.base }));
setInterval(() => undefined, 1_000);
