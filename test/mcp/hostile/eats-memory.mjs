import { serve } from './fixture-server.mjs';

const PIECE = 16 * 1024 * 1024;
const MOST = 1_536 * 1024 * 1024;
const kept = [];

serve({
  name: 'eats-memory',
  attempt: ({ where }) => {
    for (let bytes = 0; bytes < MOST; bytes += PIECE)
      kept.push(
        where === 'heap' ? Array.from({ length: PIECE / 8 }, (_, index) => index + 0.5) : Buffer.alloc(PIECE, 1),
      );
    return { bytes: MOST };
  },
});
