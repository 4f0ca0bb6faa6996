import { expect, test } from 'vitest';
import { McpServer } from '../../../contracts/mcp-servers.ts';
import { labelValue, podObjects, pullingPod, type Launch } from './pod-objects.ts';
import { schemaProblems } from './test-schema.ts';

const launch = (network: boolean, args: string[] = [], listening = {}): Launch => ({
  name: 'mcp-0123',
  image: 'registry.test/server:1',
  owner: 'test',
  spec: {
    id: 'mcp_1',
    workspaceId: 'wsp_1',
    name: 'server',
    installation: 3,
    runtime: 'kubernetes',
    source: { kind: 'image', image: 'registry.test/server:1', args, ...listening },
    grants: { network },
    limits: McpServer.shape.limits.parse({ memoryMb: 128, cpuPercent: 50, diskMb: 100 }),
    environment: { KEY: 'value' },
    idleSleepSeconds: null,
  },
});

test.each([
  ['that runs', podObjects(launch(true)).pod],
  ['that pulls', pullingPod(launch(false))],
])('a pod %s keeps to the restricted Pod Security Standard, and more', (_which, { spec }) => {
  expect(spec).toMatchObject({
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, runAsUser: 65_534, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        securityContext: {
          privileged: false,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        resources: {
          limits: { memory: '128Mi', cpu: '500m', 'ephemeral-storage': '228Mi' },
          requests: { memory: '128Mi', cpu: '50m', 'ephemeral-storage': '228Mi' },
        },
      },
    ],
    volumes: [
      { name: 'data', emptyDir: { sizeLimit: '100Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    ],
  });
  for (const shared of ['hostNetwork', 'hostPID', 'hostIPC', 'serviceAccountName'])
    expect(spec).not.toHaveProperty(shared);
});

test('without a grant nothing goes in or out; with it, out to the public internet and the resolver', () => {
  const closed = podObjects(launch(false)).policy;
  expect(closed.spec).toEqual({
    podSelector: { matchLabels: { 'throughline.launch': 'mcp-0123' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [],
    egress: [],
  });
  const open = podObjects(launch(true)).policy;
  expect(open.spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'], ingress: [] });
  expect(open.spec?.egress?.map(({ to, ports }) => [to?.[0]?.ipBlock?.cidr, ports?.map(({ port }) => port)])).toEqual([
    ['0.0.0.0/0', undefined],
    [undefined, [53, 53]],
  ]);
  expect(open.spec?.egress?.[0]?.to?.[0]?.ipBlock?.except).toEqual(
    expect.arrayContaining(['10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']),
  );
});

test('every object fits the schema of Kubernetes', () => {
  const { pod, policy, secret } = podObjects(launch(true, ['--port', '1']));
  const { pod: listening } = podObjects(launch(false, [], { transport: 'http', port: 8_000 }));
  expect([pod, listening, policy, secret, pullingPod(launch(false))].flatMap(schemaProblems)).toEqual([]);
});

test('a server that listens has a port with a readiness probe and no input; its policy stays closed', () => {
  const { pod, policy } = podObjects(launch(false, [], { transport: 'http', port: 8_000 }));
  expect(pod.spec?.containers[0]).toMatchObject({
    ports: [{ containerPort: 8_000 }],
    readinessProbe: { tcpSocket: { port: 8_000 } },
  });
  expect(pod.spec?.containers[0]).not.toHaveProperty('stdin');
  expect(policy.spec).toMatchObject({ ingress: [], egress: [] });
});

test('arguments reach the server as they are', () => {
  const { pod } = podObjects(launch(false, ['$(KEY)', 'a$$b']));
  expect(pod.spec?.containers[0]?.args).toEqual(['$$(KEY)', 'a$$$$b']);
});

test.each([
  ['mcp_01JABC', /^mcp_01JABC$/],
  ['ends_with_', /^[0-9a-f]{32}$/],
  ['x'.repeat(64), /^[0-9a-f]{32}$/],
])('the id %s becomes a label', (id, label) => {
  expect(labelValue(id)).toMatch(label);
});
