import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fail, type Failure } from '../../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { installationLabel, launchLabel, ownerLabel, serverLabel } from '../labels.ts';
import type { InstallOptions, Runtime } from '../runtime.ts';
import { openCluster, type Cluster } from './cluster.ts';
import { failureOf } from './cluster-failure.ts';
import { launchPod, waitForPod } from './launched-pod.ts';
import { labelValue, podObjects, pullingPod, type Launch } from './pod-objects.ts';
import { podTimings, type PodTimings } from './pod-timings.ts';
import { isPulled } from './pod-words.ts';

export interface KubernetesRuntimeOptions {
  /** Where the servers of this agent are, and nothing else; null: there is no cluster. */
  readonly namespace: string | null;
  /** Path of a kubeconfig; null: the service account of the pod that the agent runs in. */
  readonly kubeconfig: string | null;
  /** Names this agent among all that use the namespace. */
  readonly owner: string;
  readonly timings?: PodTimings;
}

/** Holds servers as pods of a Kubernetes cluster (spec rows C3, E1). */
export const createKubernetesRuntime = (options: KubernetesRuntimeOptions): Runtime => {
  const { namespace, kubeconfig, owner, timings = podTimings } = options;
  const own = { [ownerLabel]: labelValue(owner) };
  let opened: Promise<Cluster> | undefined;
  let swept: Promise<void> | undefined;
  const connect = (): Promise<Cluster> => {
    if (namespace === null) throw notAvailable('MCP_KUBERNETES_NAMESPACE is not set');
    opened ??= openCluster({ namespace, kubeconfig, timings }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const cluster = async (): Promise<Cluster> => {
    const connected = await connect();
    // What an agent before this one left behind; it can hold no connection to it any more. Never again once it worked.
    swept ??= connected.removeAll(own, 0).catch((error: unknown) => {
      swept = undefined;
      throw error;
    });
    await swept;
    return connected;
  };
  const launchOf = (spec: ServerSpec, image: string): Launch => {
    return { spec, image, owner, name: `mcp-${randomBytes(10).toString('hex')}` };
  };
  return {
    name: 'kubernetes',
    problem: async () => {
      try {
        const connected = await connect();
        // Takes as long as the pods that are swept take to end; nobody who only asks waits for that.
        void cluster().catch(() => undefined);
        const late = delay(timings.answerWithinMs, null, { ref: false });
        const answer = await Promise.race([connected.anyPod(own), late]);
        return answer === null ? 'the Kubernetes API does not answer in time' : null;
      } catch (error) {
        return String(failureOf(error).details['reason']);
      }
    },
    install: async (spec, folder, installing = {}) => {
      const launch = launchOf(spec, imageOf(spec));
      const image = await pullImage(await cluster(), launch, timings, installing);
      await writeFile(imagePath(folder), image);
      return { version: versionOf(image) };
    },
    launch: async (spec, folder) =>
      launchPod(await cluster(), launchOf(spec, await readFile(imagePath(folder), 'utf8')), timings),
    uninstall: async (spec) => {
      const labels = { [serverLabel]: labelValue(spec.id), [installationLabel]: String(spec.installation) };
      if (namespace !== null) await (await cluster()).removeAll(labels, 0);
    },
  };
};

const notAvailable = (reason: string): Failure => fail('runtime_not_available', { runtime: 'kubernetes', reason });

const imagePath = (folder: string): string => join(folder, 'image');

const imageOf = ({ source }: ServerSpec): string => {
  if (source.kind !== 'image') throw notAvailable('only images run in Kubernetes');
  return source.image;
};

/** The image by its digest, so that every launch runs what was installed; fetched by one of the nodes. */
const pullImage = async (
  cluster: Cluster,
  launch: Launch,
  timings: PodTimings,
  { signal, onLog }: InstallOptions,
): Promise<string> => {
  const { image, name } = launch;
  onLog?.(`pulling ${image}`);
  try {
    await cluster.create({ policy: podObjects(launch).policy, pod: pullingPod(launch) });
    const pod = await waitForPod({ cluster, launch, timings, withinMs: timings.pullWithinMs, until: isPulled, signal });
    const found = pod.status?.containerStatuses?.[0]?.imageID.replace(/^.*:\/\//, '') ?? '';
    onLog?.(`image ${found}`);
    // A node that did not get it from a registry knows no digest that others could use.
    return found.includes('@sha256:') ? found : image;
  } finally {
    await cluster.removeAll({ [launchLabel]: name }, 0);
  }
};

const versionOf = (image: string): string =>
  /@sha256:([0-9a-f]{12})/.exec(image)?.[1] ?? /:([\w.-]+)$/.exec(image)?.[1] ?? 'latest';
