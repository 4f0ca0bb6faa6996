import { once } from 'node:events';
import { serve } from './fixture-server.mjs';

const PIECE = `${'e'.repeat(1023)}\n`.repeat(1024);

serve({
  name: 'floods-stderr',
  attempt: async () => {
    for (let count = 0; count < 64; count += 1) if (!process.stderr.write(PIECE)) await once(process.stderr, 'drain');
    return { megabytes: 64 };
  },
});
