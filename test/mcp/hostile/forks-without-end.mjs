import { spawn } from 'node:child_process';
import { serve } from './fixture-server.mjs';

const MOST = 300;

const start = () =>
  new Promise((resolve) => {
    try {
      const child = spawn('sleep', ['20'], { stdio: 'ignore' });
      child.once('spawn', () => resolve(true));
      child.once('error', () => resolve(false));
    } catch {
      resolve(false);
    }
  });

serve({
  name: 'forks-without-end',
  attempt: async () => {
    let started = 0;
    for (let tries = 0; tries < MOST; tries += 1) if (await start()) started += 1;
    return { tried: MOST, started };
  },
});
