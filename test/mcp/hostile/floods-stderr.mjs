import { once } from 'node:events';
import { serve } from './fixture-server.mjs';

const PIECE = `${'e'.repeat(1023)}\n`.repeat(1024);

serve({
  name: 'floods-stderr',
  attempt: async ({ megabytes = 64 }) => {
    const most = Math.min(megabytes, 64);
    for (let count = 0; count < most; count += 1) if (!process.stderr.write(PIECE)) await once(process.stderr, 'drain');
    return { megabytes: most };
  },
});
