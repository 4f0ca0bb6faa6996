import { PassThrough, Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { httpEndpointOf } from '../../../contracts/mcp-server-source.ts';
import { launchLabel } from '../labels.ts';
import { removeSurely } from '../remove-surely.ts';
import type { LaunchedServer } from '../runtime.ts';
import type { AttachedPod } from './attach-pod.ts';
import type { Cluster } from './cluster.ts';
import { podObjects, type Launch } from './pod-objects.ts';
import type { PodTimings } from './pod-timings.ts';
import { endReason, hasStarted, isReady, startFailed, startProblem, stateOf } from './pod-words.ts';

/** Starts a pod and follows it to its end; nothing of it is left in the cluster then. */
export const launchPod = async (cluster: Cluster, launch: Launch, timings: PodTimings): Promise<LaunchedServer> => {
  const { name } = launch;
  const remove = (graceMs: number) => cluster.removeAll({ [launchLabel]: name }, graceMs);
  const removing = { withinMs: timings.goneWithinMs, everyMs: timings.lookEveryMs };
  const endpoint = httpEndpointOf(launch.spec.source);
  try {
    await cluster.create(podObjects(launch));
    await waitForPod({ cluster, launch, timings, withinMs: timings.startWithinMs, until: hasStarted });
    const attached = await attach(cluster, launch, endpoint === null);
    let endedBecause: string | null = null;
    const exited = (async () => {
      await attached.closed;
      const reason = await reasonWithin(cluster, launch, timings);
      attached.stdout.end();
      attached.stderr.end();
      await removeSurely(() => remove(0), removing);
      return { reason: endedBecause ?? reason };
    })();
    const end = async (graceMs: number, reason: string) => {
      endedBecause ??= reason;
      await remove(graceMs).catch(() => undefined);
      attached.close();
      await exited;
    };
    const launched = {
      ...attached,
      exited,
      processIds: async () => [],
      memoryBytes: async () => null,
      end: (graceMs: number) => end(graceMs, 'was stopped'),
    };
    if (endpoint === null) return launched;
    const { httpAsStdio } = await import('../http/http-as-stdio.ts');
    attached.stdout.pipe(attached.stderr, { end: false });
    const server = {
      ...launched,
      dial: () => cluster.connect(name, endpoint.port),
      isListening: async () => {
        const pod = await cluster.pod(name);
        return pod !== null && isReady(pod);
      },
      kill: (reason: string) => void end(0, reason),
    };
    return await httpAsStdio(server, endpoint);
  } catch (error) {
    await removeSurely(() => remove(0), removing);
    throw error;
  }
};

interface Wait {
  readonly cluster: Cluster;
  readonly launch: Launch;
  readonly timings: PodTimings;
  readonly withinMs: number;
  readonly until: (pod: V1Pod) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Looks at the pod until it is so far. Fails with what keeps it from that. */
export const waitForPod = async ({ cluster, launch, timings, withinMs, until, signal }: Wait): Promise<V1Pod> => {
  const beganMs = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    const pod = await cluster.pod(launch.name);
    if (pod === null) throw startFailed('it was removed from the cluster');
    if (until(pod)) return pod;
    const waitedMs = performance.now() - beganMs;
    const problem = startProblem(pod, launch.image, waitedMs > timings.roomWithinMs);
    if (problem !== null) throw problem;
    if (waitedMs > withinMs) throw startFailed(`the cluster did not start it within ${Math.round(withinMs / 1_000)} s`);
    await delay(timings.lookEveryMs);
  }
};

/** One that has ended already has nothing to attach to: its last words are in its log. */
const attach = async (cluster: Cluster, { name }: Launch, hasStdin: boolean): Promise<AttachedPod> => {
  try {
    return await cluster.attach(name, hasStdin);
  } catch (error) {
    const pod = await cluster.pod(name);
    if (pod !== null && !stateOf(pod).terminated) throw error;
    return {
      stdin: new Writable({ write: (_chunk, _encoding, done) => done() }),
      stdout: new PassThrough(),
      stderr: Readable.from([await cluster.log(name)]).pipe(new PassThrough()),
      closed: Promise.resolve(),
      close: () => undefined,
    };
  }
};

/** The connection ends a moment before the cluster says why. */
const reasonWithin = async (
  cluster: Cluster,
  { name, spec }: Launch,
  { lookEveryMs, reasonWithinMs }: PodTimings,
): Promise<string> => {
  const untilMs = performance.now() + reasonWithinMs;
  while (performance.now() < untilMs) {
    const pod = await cluster.pod(name).catch(() => undefined);
    const reason = pod === undefined ? null : endReason(pod, spec.limits);
    if (reason !== null) return reason;
    await delay(lookEveryMs);
  }
  return 'the connection to it through the cluster was lost';
};
