import { openSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { serve } from './fixture-server.mjs';

const PIECE = Buffer.alloc(4 * 1024 * 1024, 1);
const MOST = 600 * 1024 * 1024;

serve({
  name: 'eats-disk',
  attempt: async ({ folder, files }) => {
    let bytes = 0;
    try {
      for (let index = 0; bytes < MOST; index += 1) {
        bytes += writeSync(openSync(`${folder}/piece-${index % files}`, 'a'), PIECE);
        await setImmediate();
      }
    } catch (error) {
      return { bytes, stoppedBy: error.code };
    }
    return { bytes, stoppedBy: null };
  },
});
