import { closeSync, openSync } from 'node:fs';
import { serve } from './fixture-server.mjs';

const MOST = 5_000;

serve({
  name: 'eats-descriptors',
  attempt: () => {
    const open = [];
    try {
      while (open.length < MOST) open.push(openSync('/dev/null'));
    } catch (error) {
      return { opened: open.length, stoppedBy: error.code };
    } finally {
      open.forEach((fd) => closeSync(fd));
    }
    return { opened: open.length, stoppedBy: null };
  },
});
