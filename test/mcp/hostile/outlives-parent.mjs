// A grandchild in a session of its own, adopted by nobody it knows, leaves a mark every 50 ms for 20 s.
import { spawn } from 'node:child_process';
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
    if (thenExit) setTimeout(() => process.exit(3), 300);
    return { started: true };
  },
});
