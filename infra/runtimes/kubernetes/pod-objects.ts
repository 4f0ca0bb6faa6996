import { createHash } from 'node:crypto';
import type { V1Container, V1NetworkPolicy, V1Pod, V1PodSpec, V1Secret } from '@kubernetes/client-node';
import { httpEndpointOf } from '../../../contracts/mcp-server-source.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { closedRanges4 } from '../../net/forbidden-addresses.ts';
import { installationLabel, launchLabel, ownerLabel, serverLabel, workspaceLabel } from '../labels.ts';

/** "nobody" on every Linux. */
const nobody = 65_534;
const tmpMb = 64;
/** The node keeps what the container writes to stdout and stderr, and counts it as its files. */
const nodeLogMb = 64;
export const containerName = 'server';

/** What one launch is made of; all have the launch as their name. */
export interface PodObjects {
  readonly policy: V1NetworkPolicy;
  readonly secret: V1Secret;
  readonly pod: V1Pod;
}

export interface Launch {
  readonly spec: ServerSpec;
  readonly image: string;
  /** A DNS label, of this launch alone. */
  readonly name: string;
  readonly owner: string;
}

/**
 * A server as a pod under the restricted Pod Security Standard: no capability, no service account, no network unless
 * granted, its settings in a secret (spec row C3; threat table 2.3). It restarts by the agent, never by the cluster.
 */
export const podObjects = (launch: Launch): PodObjects => {
  const { spec, name } = launch;
  const stringData = { HOME: '/data', ...spec.environment };
  const server = {
    envFrom: [{ secretRef: { name } }],
    args: spec.source.args.map(literally),
    ...speaking(spec),
  };
  return {
    policy: networkPolicy(launch),
    secret: { apiVersion: 'v1', kind: 'Secret', metadata: metadata(launch), immutable: true, stringData },
    pod: podWith(launch, { ...server, imagePullPolicy: 'IfNotPresent' }),
  };
};

const speaking = ({ source }: ServerSpec): Partial<V1Container> => {
  const endpoint = httpEndpointOf(source);
  if (endpoint === null) return { stdin: true, stdinOnce: true };
  const { port } = endpoint;
  return { ports: [{ containerPort: port }], readinessProbe: { tcpSocket: { port }, periodSeconds: 1 } };
};

/** A pod that makes a node fetch the image and starts nothing of it: no image has this program. */
export const pullingPod = (launch: Launch): V1Pod =>
  podWith(launch, { command: ['/throughline/only-pulls-this-image'] });

const metadata = ({ spec, name, owner }: Launch) => ({
  name,
  labels: {
    'app.kubernetes.io/managed-by': 'throughline',
    [ownerLabel]: labelValue(owner),
    [workspaceLabel]: labelValue(spec.workspaceId),
    [serverLabel]: labelValue(spec.id),
    [installationLabel]: String(spec.installation),
    [launchLabel]: name,
  },
});

const podWith = (launch: Launch, how: Partial<V1Container>): V1Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: metadata(launch),
  spec: podSpec(launch, how),
});

const podSpec = ({ spec: { limits }, image }: Launch, how: Partial<V1Container>): V1PodSpec => {
  const memory = `${limits.memoryMb}Mi`;
  const storage = `${limits.diskMb + tmpMb + nodeLogMb}Mi`;
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 2,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: nobody,
      runAsGroup: nobody,
      fsGroup: nobody,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        ...how,
        name: containerName,
        image,
        workingDir: '/data',
        securityContext: {
          privileged: false,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        resources: {
          limits: { memory, cpu: `${limits.cpuPercent * 10}m`, 'ephemeral-storage': storage },
          // Memory cannot be taken back; of the CPU most servers need little most of the time.
          requests: { memory, cpu: `${limits.cpuPercent}m`, 'ephemeral-storage': storage },
        },
        volumeMounts: [
          { name: 'data', mountPath: '/data' },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'data', emptyDir: { sizeLimit: `${limits.diskMb}Mi` } },
      { name: 'tmp', emptyDir: { sizeLimit: `${tmpMb}Mi` } },
    ],
  };
};

const networkPolicy = (launch: Launch): V1NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata(launch),
  spec: {
    podSelector: { matchLabels: { [launchLabel]: launch.name } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [],
    egress: launch.spec.grants.network ? publicInternet : [],
  },
});

/** Public addresses by IPv4, and the cluster's resolver to find them. */
const publicInternet = [
  { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [...closedRanges4] } }] },
  {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  },
];

/** Kubernetes reads `$(NAME)` and `$$` in arguments; engines of containers do not. */
const literally = (argument: string): string => argument.replaceAll('$', () => '$$');

/** Ids as they are where a label may hold them, else a name made of them. */
export const labelValue = (id: string): string =>
  /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/.test(id)
    ? id
    : createHash('sha256').update(id).digest('hex').slice(0, 32);
