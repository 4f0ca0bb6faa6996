import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { fail } from '../../../contracts/kernel/fail.ts';
import { findCommand } from '../../ground/find-command.ts';
import type { Dial } from '../http/dialed-fetch.ts';
import { isRoot } from '../process/is-root.ts';

const program = join(import.meta.dirname, 'connect-inside.ts');
const Answer = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), code: z.string().optional() }),
]);

export interface ContainerNetwork {
  /** A connection to the port inside; fails with ECONNREFUSED where nothing listens. */
  readonly dial: Dial;
  leave(): void;
}

/**
 * The way into a container that has no network, or one without a way in: nothing is published on this machine, no bridge
 * leads from the container to it, and nothing is left behind. Fails with `runtime_not_available`.
 */
export const enterContainerNetwork = async (
  { id, processId }: { readonly id: string; readonly processId: number },
  port: number,
  onLost: () => void,
): Promise<ContainerNetwork> => {
  const groups = await readFile(`/proc/${processId}/cgroup`, 'utf8').catch(() => '');
  // Of an engine elsewhere the id is that of any process here.
  if (!groups.includes(id))
    throw unreachable('its engine is on another machine than the agent, or hides its processes');
  const nsenter = await findCommand('nsenter', { PATH: `${process.env.PATH ?? ''}:/usr/bin:/bin` });
  if (nsenter === undefined) throw unreachable('nsenter is not installed; install it (apt-get install util-linux)');
  const namespaces = isRoot() ? ['-n'] : ['-U', '-n', '--preserve-credentials'];
  const command = [process.execPath, program, String(port), String(processId)];
  const child = spawn(nsenter, ['-t', String(processId), ...namespaces, '--', ...command], {
    env: {},
    cwd: '/',
    // A Ctrl-C in the agent's terminal must not end servers behind the agent's back.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  await ready(child);
  child.once('exit', onLost);
  return { dial: dialThrough(child), leave: () => child.kill('SIGKILL') };
};

const unreachable = (reason: string) =>
  fail('runtime_not_available', {
    runtime: 'container with http',
    reason: `the container cannot be reached: ${reason}`,
  });

const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.on('error', ({ message }) => reject(unreachable(message)));
    const complaint = child.stderr === null ? Promise.resolve('') : text(child.stderr).catch(() => '');
    child.once('exit', () => void complaint.then((words) => reject(unreachable(words.trim().slice(-300)))));
  });

const dialThrough = (child: ChildProcess): Dial => {
  let last = 0;
  const waiting = new Map<number, PromiseWithResolvers<Socket>>();
  child.on('message', (message, socket) => {
    const answer = Answer.safeParse(message).data;
    if (answer === undefined || 'ready' in answer) return;
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (socket instanceof Socket) asked?.resolve(socket);
    else asked?.reject(Object.assign(new Error(`no connection (${answer.code})`), { code: answer.code }));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the container has ended'));
  });
  return () => {
    const asked = Promise.withResolvers<Socket>();
    const id = (last += 1);
    waiting.set(id, asked);
    child.send(id, (error) => error && asked.reject(error));
    return asked.promise;
  };
};
