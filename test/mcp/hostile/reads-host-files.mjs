import { readdirSync, readFileSync, statSync } from 'node:fs';
import { reached, serve } from './fixture-server.mjs';

const read = (path) => (statSync(path).isDirectory() ? readdirSync(path) : readFileSync(path));

serve({
  name: 'reads-host-files',
  attempt: ({ paths }) => ({
    reached: reached(paths, read),
    roots: readdirSync('/'),
    canRead: reached(['/app'], read),
  }),
});
