import { readdir, readFile } from 'node:fs/promises';

const readOrEmpty = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** A process and all below it, as far as the system tells; each thread has children of its own (proc(5)). */
export const processTree = async (processId: number): Promise<number[]> => {
  const threads = await readdir(`/proc/${processId}/task`).catch(() => []);
  const lists = await Promise.all(threads.map((id) => readOrEmpty(`/proc/${processId}/task/${id}/children`)));
  const children = lists.flatMap((list) => list.match(/\d+/g) ?? []).map(Number);
  return [processId, ...(await Promise.all(children.map(processTree))).flat()];
};

/** Resident memory in MB of a process and all below it; 0 where the system does not tell. */
export const residentMb = async (processId: number): Promise<number> => {
  const statuses = await Promise.all((await processTree(processId)).map((id) => readOrEmpty(`/proc/${id}/status`)));
  return statuses.reduce((sum, status) => sum + Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024, 0);
};
