import { PassThrough, type Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from 'dockerode';
import { z } from 'zod';
import { Failure, fail } from '../../../contracts/kernel/fail.ts';
import { httpEndpointOf, type HttpEndpoint } from '../../../contracts/mcp-server-source.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { watchFolder } from '../process/usage-watch.ts';
import { removeSurely } from '../remove-surely.ts';
import type { LaunchedServer } from '../runtime.ts';
import { attachContainer } from './attach-container.ts';
import { demuxOutput } from './demux-output.ts';
import { ignoreGone } from './ignore-gone.ts';

const watchEveryMs = 1_000;
/** From the end of a container to the end of what it had written. */
const lastWordsWithinMs = 1_000;
const removing = { withinMs: 30_000, everyMs: 500 };
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
export const launchContainer = async (parts: ContainerParts): Promise<LaunchedServer> => {
  const { container, socketPath, spec } = parts;
  const endpoint = httpEndpointOf(spec.source);
  try {
    const connection = await attachContainer(socketPath, container.id, endpoint === null);
    connection.on('error', () => undefined);
    const launched = await start(parts, connection, endpoint !== null);
    return endpoint === null ? launched : await withHttp(container, launched, endpoint);
  } catch (cause) {
    await removed(container);
    if (cause instanceof Failure) throw cause;
    throw fail('server_start_failed', { reason: 'the container did not start' }, { cause });
  }
};

interface LaunchedContainer extends LaunchedServer {
  kill(reason: string): void;
}

const start = async (
  { container, spec: { limits }, dataFolder }: ContainerParts,
  connection: Duplex,
  speaksHttp: boolean,
): Promise<LaunchedContainer> => {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  demuxOutput(connection, speaksHttp ? stderr : stdout, stderr);
  const closed = new Promise<void>((resolve) => connection.once('close', () => resolve()));
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
    await Promise.race([closed, delay(lastWordsWithinMs, undefined, { ref: false })]);
    connection.destroy();
    stdout.end();
    stderr.end();
    await removed(container);
    return { reason };
  })();
  return {
    stdin: connection,
    stdout,
    stderr,
    exited,
    kill,
    processIds: async () => {
      const processId = await processIdOf(container);
      return processId > 0 ? [processId] : [];
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
};

/** The same server by HTTP. One that has ended says why itself. */
const withHttp = async (
  container: Container,
  launched: LaunchedContainer,
  endpoint: HttpEndpoint,
): Promise<LaunchedServer> => {
  const { enterContainerNetwork } = await import('./container-network.ts');
  const { httpAsStdio } = await import('../http/http-as-stdio.ts');
  const processId = await processIdOf(container);
  const lost = () => launched.kill('the connection to it was lost');
  const network = await enterContainerNetwork({ id: container.id, processId }, endpoint.port, lost).catch(
    async (error: unknown) => {
      if ((await processIdOf(container)) > 0) throw error;
      return null;
    },
  );
  void launched.exited.then(() => network?.leave());
  const dial = network?.dial ?? (() => Promise.reject(new Error('the container has ended')));
  const isListening = async () => {
    (await dial()).destroy();
    return true;
  };
  return httpAsStdio({ ...launched, dial, isListening }, endpoint);
};

/** Never rejects. */
const removed = (container: Container) =>
  removeSurely(() => container.remove({ force: true, v: true }).catch(ignoreGone), removing);

const processIdOf = async (container: Container): Promise<number> => (await stateOf(container))?.Pid ?? 0;

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
