import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { V1PodStatus } from '@kubernetes/client-node';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { forwardTo } from './test-forward.ts';
import { PodObject, TestPod } from './test-pod.ts';
import { schemaProblems } from './test-schema.ts';

const token = 'token-of-the-agent';
const manifest = join(import.meta.dirname, '../../../deploy/kubernetes/agent.yaml');

export const manifestObjects = async (): Promise<unknown[]> =>
  parseAllDocuments(await readFile(manifest, 'utf8')).map((document) => document.toJS());

const Role = z.object({
  kind: z.literal('Role'),
  metadata: z.object({ namespace: z.string() }),
  rules: z.array(z.object({ resources: z.array(z.string()), verbs: z.array(z.string()) })),
});

export interface TestClusterOptions {
  /** What the node says of a pod instead of running it; null: it runs it. */
  readonly statusOf?: (pod: PodObject) => V1PodStatus | null;
  /** Refuses a request, named like "create pods". */
  readonly refuse?: (request: string) => { code: number; message: string } | null;
  readonly protocol?: string;
  /** Answers no pings. */
  readonly isDeaf?: boolean;
  /** Pods stay until they are deleted without grace. */
  readonly isNodeAway?: boolean;
}

const TestObject = PodObject.extend({ stringData: z.record(z.string(), z.string()).optional() });
type TestObject = z.infer<typeof TestObject>;

/**
 * A stand-in for the API of a cluster and for one node. It knows Kubernetes' own schema and refuses what does not fit it,
 * allows what the role of our manifest allows, and runs a pod's arguments with Node, under the secret's settings alone.
 */
export class TestCluster {
  readonly #options: TestClusterOptions;
  readonly #allowed: ReadonlySet<string>;
  readonly #namespace: string;
  readonly #objects = new Map<string, TestObject>();
  readonly #sockets: WebSocketServer;
  readonly pods = new Map<string, TestPod>();
  /** All that was ever created. */
  readonly created: TestObject[] = [];
  readonly requests: string[] = [];
  kubeconfig = '';

  private constructor(options: TestClusterOptions, role: z.infer<typeof Role>) {
    const { protocol = 'v5.channel.k8s.io', isDeaf = false } = options;
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      autoPong: !isDeaf,
      // Ports are forwarded by the older one alone.
      handleProtocols: (offered) => (offered.has(protocol) ? protocol : 'v4.channel.k8s.io'),
    });
    this.#namespace = role.metadata.namespace;
    const allowed = role.rules.flatMap(({ resources, verbs }) =>
      resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)),
    );
    this.#allowed = new Set(allowed);
  }

  static async start(options: TestClusterOptions = {}): Promise<TestCluster> {
    const role = (await manifestObjects()).flatMap((each) => Role.safeParse(each).data ?? [])[0];
    if (role === undefined) throw new Error('the manifest has no role');
    const cluster = new TestCluster(options, role);
    const folder = await mkdtemp(join(tmpdir(), 'cluster-'));
    const { key, cert } = await selfSigned(folder);
    const server = createServer({ key, cert }, (request, response) => void cluster.#answer(request, response));
    server.on('upgrade', (request, socket, head) => {
      const { refusal, right, name, query } = cluster.#judge(request);
      const pod = cluster.pods.get(name);
      if (refusal === null && pod?.isRunning)
        return cluster.#sockets.handleUpgrade(request, socket, head, (opened) =>
          right === 'get pods/portforward' ? forwardTo(Number(query.get('ports')), opened) : pod.attach(opened),
        );
      const { code, message } = refusal ?? { code: 400, message: 'container is not running' };
      const body = JSON.stringify({ kind: 'Status', message });
      socket.end(`HTTP/1.1 ${code} No\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    cluster.kubeconfig = join(folder, 'kubeconfig');
    await writeFile(cluster.kubeconfig, kubeconfigFor(`https://127.0.0.1:${port}`, cert));
    onTestFinished(async () => {
      for (const pod of cluster.pods.values()) pod.kill();
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true, force: true });
    });
    return cluster;
  }

  get namespace(): string {
    return this.#namespace;
  }

  /** Kinds of all that is there. */
  get kinds(): string[] {
    return [...this.#objects.values()].map(({ kind }) => kind);
  }

  /** Which right a request needs, and why it is refused. */
  #judge(request: IncomingMessage) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://cluster');
    const [, namespace, resource = '', name = '', part] =
      /^\/(?:api\/v1|apis\/networking\.k8s\.io\/v1)\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
        pathname,
      ) ?? [];
    const verb = verbOf(request.method ?? '', name !== '');
    const right = `${verb} ${part === undefined ? resource : `${resource}/${part}`}`;
    this.requests.push(right);
    const forbidden = { code: 403, message: `cannot ${right}` };
    let refusal = this.#options.refuse?.(right) ?? null;
    if (request.headers.authorization !== `Bearer ${token}`) refusal = { code: 401, message: 'Unauthorized' };
    else if (namespace !== this.#namespace || !this.#allowed.has(right)) refusal = forbidden;
    return { refusal, right, resource, name, query: searchParams };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { refusal, right, resource, name, query } = this.#judge(request);
    const reply = (code: number, body: unknown) => {
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const pod = this.pods.get(name);
    if (refusal !== null) return reply(refusal.code, { kind: 'Status', message: refusal.message });
    if (right.startsWith('create ')) return this.#create(await json(request), query, reply);
    if (right.startsWith('deletecollection ')) return reply(200, this.#delete(resource, query));
    if (right === 'list pods') return reply(200, { items: this.#matching('pods', query) });
    if (pod === undefined) return reply(404, { kind: 'Status', message: 'not found' });
    if (right === 'get pods/log') return void response.writeHead(200).end(pod.log);
    reply(200, pod.view);
  }

  #create(sent: unknown, query: URLSearchParams, reply: (code: number, body: unknown) => void): void {
    const problems = schemaProblems(sent);
    if (query.get('fieldValidation') !== 'Strict') problems.push('fields are not validated');
    if (problems.length > 0) return reply(422, { kind: 'Status', message: problems.join('; ') });
    const object = TestObject.parse(sent);
    const { kind, metadata } = object;
    this.created.push(object);
    this.#objects.set(`${kind.toLowerCase()}s/${metadata.name}`.replace('policys', 'policies'), object);
    if (kind === 'Pod') {
      const environment = this.#objects.get(`secrets/${metadata.name}`)?.stringData ?? {};
      this.pods.set(metadata.name, new TestPod(object, environment, this.#options.statusOf?.(object) ?? null));
    }
    reply(201, object);
  }

  #delete(resource: string, query: URLSearchParams): object {
    for (const { metadata } of this.#matching(resource, query)) {
      const forget = () => {
        this.pods.delete(metadata.name);
        this.#objects.delete(`${resource}/${metadata.name}`);
      };
      const graceSeconds = Number(query.get('gracePeriodSeconds'));
      if (this.#options.isNodeAway && graceSeconds > 0) continue;
      const pod = resource === 'pods' ? this.pods.get(metadata.name) : undefined;
      const ending = pod?.end(graceSeconds * 1_000);
      // Without grace the API does not wait for the node.
      if (ending === undefined || graceSeconds === 0) forget();
      else void ending.then(forget);
    }
    return { items: [] };
  }

  #matching(resource: string, query: URLSearchParams): TestObject[] {
    const wanted = (query.get('labelSelector') ?? '').split(',').map((each) => each.split('='));
    return [...this.#objects.entries()]
      .filter(([key]) => key.startsWith(`${resource}/`))
      .map(([, object]) => object)
      .filter(({ metadata: { labels } }) => wanted.every(([name = '', value]) => labels?.[name] === value));
  }
}

const verbOf = (method: string, hasName: boolean): string =>
  ({ POST: 'create', GET: hasName ? 'get' : 'list', DELETE: hasName ? 'delete' : 'deletecollection' })[method] ??
  method;

const selfSigned = async (folder: string): Promise<{ key: string; cert: string }> => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=cluster', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await promisify(execFile)('openssl', [...kind, ...subject, '-keyout', key, '-out', cert]);
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
};

const kubeconfigFor = (server: string, cert: string): string => {
  const cluster = { server, 'certificate-authority-data': Buffer.from(cert).toString('base64') };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  });
};
