import { PassThrough } from 'node:stream';
import type { Container } from 'dockerode';
import { z } from 'zod';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { watchFolder } from '../process/usage-watch.ts';
import type { LaunchedServer } from '../runtime.ts';
import { attachContainer } from './attach-container.ts';
import { ignoreGone } from './ignore-gone.ts';

const watchEveryMs = 1_000;
const bytesPerMb = 1_048_576;
const State = z.object({ Pid: z.number(), ExitCode: z.number(), OOMKilled: z.boolean() });
const Stats = z.object({ memory_stats: z.object({ usage: z.number().optional() }).optional() });

interface ContainerParts {
  readonly container: Container;
  readonly socketPath: string;
  readonly spec: ServerSpec;
  readonly dataFolder: string;
}

/** Starts a created container and follows it to its end; nothing of it is left then, in the engine either. */
export const launchContainer = async ({
  container,
  socketPath,
  spec: { limits },
  dataFolder,
}: ContainerParts): Promise<LaunchedServer> => {
  const remove = () => container.remove({ force: true, v: true }).catch(ignoreGone);
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  try {
    const connection = await attachContainer(socketPath, container.id);
    connection.on('error', () => undefined);
    container.modem.demuxStream(connection, stdout, stderr);
    await container.start();
    let killedBecause: string | null = null;
    const kill = (reason: string) => {
      killedBecause ??= reason;
      void container.kill().catch(() => undefined);
    };
    const stopWatching = watchFolder(dataFolder, limits.diskMb * bytesPerMb, watchEveryMs, () =>
      kill(`wrote more than ${limits.diskMb} MB`),
    );
    const exited = (async () => {
      await container.wait().catch(() => undefined);
      stopWatching();
      const reason = killedBecause ?? reasonOf(await stateOf(container), limits.memoryMb);
      connection.destroy();
      stdout.end();
      stderr.end();
      await remove().catch(() => undefined);
      return { reason };
    })();
    return {
      stdin: connection,
      stdout,
      stderr,
      exited,
      processIds: async () => {
        const { Pid = 0 } = (await stateOf(container)) ?? {};
        return Pid > 0 ? [Pid] : [];
      },
      memoryBytes: async () => {
        const stats = await container.stats({ stream: false, 'one-shot': true }).catch(() => null);
        return Stats.safeParse(stats).data?.memory_stats?.usage ?? null;
      },
      end: async (graceMs) => {
        killedBecause ??= 'was stopped';
        await container.stop({ t: Math.ceil(graceMs / 1_000) }).catch(() => undefined);
        await container.kill().catch(() => undefined);
        await exited;
      },
    };
  } catch (cause) {
    await remove().catch(() => undefined);
    throw fail('server_start_failed', { reason: 'the container did not start' }, { cause });
  }
};

const stateOf = async (container: Container) => {
  const found = await container.inspect().catch(() => null);
  return State.safeParse(found?.State).data ?? null;
};

const reasonOf = (state: z.infer<typeof State> | null, memoryMb: number): string => {
  if (!state) return 'was removed by the container engine';
  if (state.OOMKilled) return `needed more than ${memoryMb} MB of memory`;
  // Not every engine says so, but nobody else sends this signal.
  if (state.ExitCode === 137) return `was killed, most likely for needing more than ${memoryMb} MB of memory`;
  return state.ExitCode > 128 ? `was ended by signal ${state.ExitCode - 128}` : `ended with code ${state.ExitCode}`;
};
