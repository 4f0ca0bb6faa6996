// The shell becomes `sleep`, which never asks for its fifty ended children.
import { spawn } from 'node:child_process';
import { serve } from './fixture-server.mjs';

serve({
  name: 'leaves-zombies',
  attempt: () => {
    spawn('sh', ['-c', 'for i in $(seq 15); do true & done; exec sleep 20'], { stdio: 'ignore' });
    return { started: true };
  },
});
