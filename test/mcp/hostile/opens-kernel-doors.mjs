// Opens for writing without writing a byte: where a wall is missing, nothing of the machine changes.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { reached, serve } from './fixture-server.mjs';

const DOORS = [
  '/proc/sys/kernel/core_pattern',
  '/proc/sys/kernel/modprobe',
  '/proc/sysrq-trigger',
  '/proc/1/mem',
  '/proc/self/oom_score_adj',
  '/sys/fs/cgroup/cgroup.procs',
  '/sys/kernel/uevent_helper',
  '/dev/mem',
  '/dev/kmsg',
  '/dev/sda',
  '/dev/vda',
];
const COMMANDS = [
  'unshare -U true',
  'unshare -m true',
  'unshare -r -n true',
  'mount -t tmpfs none /tmp',
  'chroot / true',
];

serve({
  name: 'opens-kernel-doors',
  attempt: () => ({
    opened: reached(DOORS, (path) => closeSync(openSync(path, 'r+'))),
    ran: reached(COMMANDS, (line) => {
      const [program, ...args] = line.split(' ');
      return spawnSync(program, args).status === 0;
    }),
  }),
});
