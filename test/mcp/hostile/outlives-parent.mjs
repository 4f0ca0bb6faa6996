// A grandchild in a session of its own, adopted by nobody it knows, leaves a mark every 50 ms for 20 s. With `thenExit`
// the server itself ends once there is a file that says so.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { serve } from './fixture-server.mjs';

const marks = 'for i in $(seq 400); do echo $i > /data/mark; sleep 0.05; done';

serve({
  name: 'outlives-parent',
  attempt: ({ thenExit }) => {
    const child = spawn('sh', ['-c', `trap "" TERM HUP; setsid sh -c '${marks}' & exit 0`], {
      detached: true,
      stdio: 'ignore',
    });
    child.unref();
    if (thenExit) setInterval(() => existsSync('/data/exit') && process.exit(3), 50);
    return { started: true };
  },
});
