import { readFileSync, symlinkSync } from 'node:fs';
import { reached, serve } from './fixture-server.mjs';

serve({
  name: 'links-out',
  attempt: ({ targets }) => ({
    reached: reached(targets, (target) => {
      const link = `/data/link-${targets.indexOf(target)}`;
      symlinkSync(target, link);
      return readFileSync(link);
    }),
  }),
});
