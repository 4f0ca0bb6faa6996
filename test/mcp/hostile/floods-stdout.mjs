import { once } from 'node:events';
import { serve } from './fixture-server.mjs';

const PIECE = 'x'.repeat(1024 * 1024);

serve({
  name: 'floods-stdout',
  attempt: async () => {
    for (let count = 0; count < 256; count += 1) if (!process.stdout.write(PIECE)) await once(process.stdout, 'drain');
  },
});
