import { readdir } from 'node:fs/promises';
import { groupNameOf } from './control-groups.ts';

/** Control groups of single servers that an agent holds, as paths below /sys/fs/cgroup. */
export const serverGroupsOf = async (agentId: number): Promise<string[]> => {
  const name = await groupNameOf(agentId);
  const paths = await readdir('/sys/fs/cgroup', { recursive: true }).catch(() => []);
  return paths.filter((path) => /^\d+$/.test(path.split(`/${name}-`)[1] ?? ''));
};
