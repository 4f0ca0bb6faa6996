import { writeFileSync } from 'node:fs';
import { reached, serve } from './fixture-server.mjs';

const PATHS = [
  '/app/fixture-server.mjs',
  '/app/new',
  '/opt/node/bin/node',
  '/usr/bin/new',
  '/etc/new',
  '/new',
  '/dev/new',
  '/etc/passwd',
];

serve({
  name: 'writes-own-package',
  attempt: () => ({
    written: reached(PATHS, (path) => writeFileSync(path, 'x', { flag: 'a' })),
    ownFolder: reached(['/data/new', '/tmp/new'], (path) => writeFileSync(path, 'x')),
  }),
});
