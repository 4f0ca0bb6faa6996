import { openHostile } from '../../../infra/runtimes/process/test-sandbox.ts';

/** Run by a test as an agent that will be killed: holds a server with a detached grandchild, and tells the process ids. */
const hostile = await openHostile('outlives-parent.mjs', { network: process.argv[2] === 'network' });
await hostile.attempt();
// Its grandchild starts a process again and again: those of one look are told.
let processIds: number[] = [];
while (processIds.length < 4) processIds = await hostile.server.processIds();
console.log(JSON.stringify({ processIds, base: hostile.base }));
setInterval(() => undefined, 1_000);
