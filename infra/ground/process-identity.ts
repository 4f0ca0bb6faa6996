import { readFile } from 'node:fs/promises';
import { systemErrorCode } from './system-error-code.ts';

/** Whether a process of that id exists (also when it belongs to somebody else). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** The command line of a running process with its arguments separated by blanks, or '' where the system does not show it. */
export async function commandLineOf(pid: number): Promise<string> {
  const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return raw.replaceAll('\0', ' ').trim();
}

/** A process id is reused after its process ended: it is still ours only when its command line holds the mark we gave it. */
export async function isOurProcess(pid: number, mark: string): Promise<boolean> {
  return isAlive(pid) && (await commandLineOf(pid)).includes(mark);
}

/** When a process began, in the system's own ticks, or '' where the system does not show it. With the id it names one process for good. */
export async function startTimeOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[19] ?? '';
}
