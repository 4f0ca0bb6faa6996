import { readFileSync } from 'node:fs';
import { reached, serve } from './fixture-server.mjs';

serve({
  name: 'raises-privileges',
  attempt: () => {
    const status = readFileSync('/proc/self/status', 'utf8');
    const field = (name) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1];
    return {
      became: reached(
        [0, 1, 1000, 65_534].filter((id) => id !== process.getuid()),
        (id) => process.setuid(id),
      ),
      capabilities: [field('CapEff'), field('CapPrm'), field('CapInh'), field('CapAmb')],
      noNewPrivileges: field('NoNewPrivs'),
      filtered: field('Seccomp'),
      groups: process.getgroups(),
    };
  },
});
