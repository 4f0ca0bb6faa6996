import { openSync } from 'node:fs';
import { reached, serve } from './fixture-server.mjs';

serve({
  name: 'signals-host-processes',
  attempt: ({ processIds }) => ({
    signalled: reached(processIds, (id) => process.kill(id, 'SIGTERM')),
    opened: reached(processIds, (id) => openSync(`/proc/${id}/mem`, 'r+')),
  }),
});
