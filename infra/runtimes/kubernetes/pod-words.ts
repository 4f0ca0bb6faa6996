import type { V1ContainerState, V1Pod } from '@kubernetes/client-node';
import { fail, type Failure } from '../../../contracts/kernel/fail.ts';
import type { McpLimits } from '../../../contracts/mcp-servers.ts';

/** Reasons of the node for waiting that no waiting ends. */
const withoutImage = new Set(['ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName']);
const withoutContainer = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);

export const stateOf = (pod: V1Pod): V1ContainerState => pod.status?.containerStatuses?.[0]?.state ?? {};

export const hasStarted = (pod: V1Pod): boolean => Boolean(stateOf(pod).running ?? stateOf(pod).terminated);

export const isReady = (pod: V1Pod): boolean => pod.status?.containerStatuses?.[0]?.ready ?? false;

/** Of a pod that cannot start: all that goes wrong after the image is there. */
export const isPulled = (pod: V1Pod): boolean =>
  hasStarted(pod) || withoutContainer.has(stateOf(pod).waiting?.reason ?? '');

/** Why the pod will not run, or null while it may. No room is final once the caller `isImpatient`: clusters grow. */
export const startProblem = (pod: V1Pod, image: string, isImpatient: boolean): Failure | null => {
  const { reason = '', message = '' } = stateOf(pod).waiting ?? {};
  if (withoutImage.has(reason)) return fail('image_not_found', { image, reason: message });
  if (withoutContainer.has(reason)) return startFailed(`the container could not be made: ${message}`);
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (isImpatient && scheduled?.status === 'False') return fail('cluster_full', { reason: scheduled.message ?? '' });
  if (pod.status?.phase !== 'Failed' || stateOf(pod).terminated) return null;
  const { reason: refusal = '', message: words = '' } = pod.status;
  if (refusal.startsWith('OutOf')) return fail('cluster_full', { reason: words });
  return startFailed(`the node refused it: ${words}`);
};

export const startFailed = (reason: string): Failure => fail('server_start_failed', { reason });

/** Why a server ended, in plain words; null while it has not. */
export const endReason = (pod: V1Pod | null, limits: McpLimits): string | null => {
  if (pod === null) return 'was removed from the cluster';
  if (pod.status?.reason === 'Evicted')
    return /ephemeral|emptydir/i.test(pod.status.message ?? '')
      ? `wrote more than ${limits.diskMb} MB`
      : 'was evicted, because its node had too little left for all';
  const { terminated } = stateOf(pod);
  if (!terminated) return null;
  if (terminated.reason === 'OOMKilled') return `needed more than ${limits.memoryMb} MB of memory`;
  const { exitCode } = terminated;
  return exitCode > 128 ? `was ended by signal ${exitCode - 128}` : `ended with code ${exitCode}`;
};
