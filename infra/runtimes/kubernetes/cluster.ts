import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type * as Kubernetes from '@kubernetes/client-node';
import type { V1NetworkPolicy, V1Pod, V1Secret } from '@kubernetes/client-node';
import { fail } from '../../../contracts/kernel/fail.ts';
import { attachPod, type AttachedPod } from './attach-pod.ts';
import { failureOf } from './cluster-failure.ts';
import { forwardPort } from './forward-port.ts';
import { containerName } from './pod-objects.ts';
import type { PodTimings } from './pod-timings.ts';

const answersWithinMs = 20_000;
const logLines = 100;

const attachQuery = (hasStdin: boolean): string =>
  `container=${containerName}&stdin=${hasStdin}&stdout=true&stderr=true&tty=false`;

export interface ClusterOptions {
  /** Path of a kubeconfig; null: the service account of the pod that the agent runs in. */
  readonly kubeconfig: string | null;
  /** Of the servers of this agent alone. */
  readonly namespace: string;
  readonly timings: PodTimings;
}

export type Labels = Readonly<Record<string, string>>;

/**
 * What a runtime needs of a cluster, within one namespace, with no more rights than deploy/kubernetes/agent.yaml gives.
 * Everything fails with the words of `failureOf`.
 */
export interface Cluster {
  /** In this order: the pod must not run before the policy is there. */
  create(objects: { policy: V1NetworkPolicy; secret?: V1Secret; pod: V1Pod }): Promise<void>;
  pod(name: string): Promise<V1Pod | null>;
  anyPod(labels: Labels): Promise<boolean>;
  /** Last lines of both outputs; empty when there are none. */
  log(name: string): Promise<string>;
  attach(name: string, hasStdin: boolean): Promise<AttachedPod>;
  /** A connection to a port inside a pod. */
  connect(name: string, port: number): Promise<Duplex>;
  /** Deletes all with these labels; resolves when no process of theirs is left. Idempotent. */
  removeAll(labels: Labels, graceMs: number): Promise<void>;
}

/** Loads the client first, which is large: only an agent that is told to use a cluster pays for it. */
export const openCluster = async ({ kubeconfig, namespace, timings }: ClusterOptions): Promise<Cluster> => {
  const library = await import('@kubernetes/client-node');
  const config = loadConfig(library, kubeconfig);
  const settings = clientSettings(library, config);
  const core = new library.CoreV1Api(settings);
  const networking = new library.NetworkingV1Api(settings);
  const fieldValidation = 'Strict';
  const pathOf = (name: string): string => `/api/v1/namespaces/${namespace}/pods/${name}`;

  const anyPod = async (labels: Labels): Promise<boolean> => {
    const found = await inWords(core.listNamespacedPod({ namespace, labelSelector: selector(labels), limit: 1 }));
    return found.items.length > 0;
  };
  const deletePods = (labels: Labels, gracePeriodSeconds: number) =>
    inWords(core.deleteCollectionNamespacedPod({ namespace, labelSelector: selector(labels), gracePeriodSeconds }));
  return {
    anyPod,
    create: async ({ policy, secret, pod }) => {
      await inWords(networking.createNamespacedNetworkPolicy({ namespace, body: policy, fieldValidation }));
      if (secret) await inWords(core.createNamespacedSecret({ namespace, body: secret, fieldValidation }));
      await inWords(core.createNamespacedPod({ namespace, body: pod, fieldValidation }));
    },
    pod: (name) => inWords(core.readNamespacedPod({ namespace, name }).catch(nullWhenGone)),
    log: (name) =>
      core.readNamespacedPodLog({ namespace, name, container: containerName, tailLines: logLines }).catch(() => ''),
    attach: (name, hasStdin) =>
      inWords(attachPod(config, `${pathOf(name)}/attach?${attachQuery(hasStdin)}`, timings.beatEveryMs)),
    connect: (name, port) => inWords(forwardPort(config, `${pathOf(name)}/portforward?ports=${port}`)),
    removeAll: async (labels, graceMs) => {
      await deletePods(labels, Math.max(1, Math.ceil(graceMs / 1_000)));
      const patientUntilMs = performance.now() + graceMs + timings.goneWithinMs;
      while ((await anyPod(labels)) && performance.now() < patientUntilMs) await delay(timings.lookEveryMs);
      // Its node is away: the cluster forgets the pod, and the node ends it when it is back.
      if (await anyPod(labels)) await deletePods(labels, 0);
      const labelSelector = selector(labels);
      await inWords(core.deleteCollectionNamespacedSecret({ namespace, labelSelector }));
      await inWords(networking.deleteCollectionNamespacedNetworkPolicy({ namespace, labelSelector }));
    },
  };
};

const loadConfig = (library: typeof Kubernetes, path: string | null): Kubernetes.KubeConfig => {
  const config = new library.KubeConfig();
  try {
    if (path === null) config.loadFromCluster();
    else config.loadFromFile(path);
    return config;
  } catch {
    // Not the error itself: it quotes the file, which holds keys.
    throw fail('runtime_not_available', { runtime: 'kubernetes', reason: 'the kubeconfig cannot be read' });
  }
};

/** The client itself waits for an answer without end. */
const clientSettings = (library: typeof Kubernetes, config: Kubernetes.KubeConfig): Kubernetes.Configuration =>
  library.createConfiguration({
    baseServer: new library.ServerConfiguration(config.getCurrentCluster()?.server ?? '', {}),
    authMethods: { default: config },
    promiseMiddleware: [
      {
        pre: async (request) => {
          request.setSignal(AbortSignal.timeout(answersWithinMs));
          return request;
        },
        post: async (response) => response,
      },
    ],
  });

const inWords = <Result>(asked: Promise<Result>): Promise<Result> =>
  asked.catch((error: unknown) => {
    throw failureOf(error);
  });

const nullWhenGone = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === 404) return null;
  throw error;
};

const selector = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
