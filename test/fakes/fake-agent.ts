import { fail } from '../../contracts/kernel/fail.ts';
import type { AgentServer, DeploymentAgent, ServerSpec } from '../../domain/mcp/deployment-agent.ts';
import type { JsonObject, Upstream } from '../../domain/mcp/upstream.ts';

interface Held {
  readonly specs: Map<number, ServerSpec>;
  running: number | null;
  state: AgentServer['state'];
}

type Method = 'create' | 'start' | 'describe' | 'attach' | 'ping' | 'stop' | 'remove';

export interface FakeAgent extends DeploymentAgent {
  readonly servers: Map<string, Held>;
  /** Runs before each call; throws or waits to stand for what goes wrong. */
  before: (method: Method, id: string, signal?: AbortSignal) => Promise<void>;
  tools: JsonObject[];
  readonly calls: string[];
  /** A connection to a server with the tools above. */
  upstream(id?: string): Upstream;
}

/** For `before`: what never answers, until whoever asked gives up. */
export const untilAborted = (signal?: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

/** An agent in memory, with real rules and no processes. */
export const createFakeAgent = (): FakeAgent => {
  const servers = new Map<string, Held>();
  const need = (id: string): Held => {
    const found = servers.get(id);
    if (!found) throw fail('server_start_failed', { reason: 'nothing is installed' });
    return found;
  };
  const call = async (method: Method, id: string, signal?: AbortSignal): Promise<void> => {
    fake.calls.push(`${method} ${id}`);
    await fake.before(method, id, signal);
  };
  const fake: FakeAgent = {
    servers,
    calls: [],
    upstream: (id = 'unknown') =>
      createUpstream(
        () => fake.tools,
        (signal) => call('ping', id, signal),
      ),
    before: async () => undefined,
    tools: [{ name: 'echo', inputSchema: { type: 'object' } }],
    create: async (spec, options) => {
      // What is made before something goes wrong is what has to be taken back.
      const held = servers.get(spec.id) ?? { specs: new Map(), running: null, state: 'created' };
      held.specs.set(spec.installation, spec);
      servers.set(spec.id, held);
      options?.onLog?.('fetching the package');
      await call('create', spec.id, options?.signal);
      return { version: spec.source.kind === 'npm' ? (spec.source.version ?? '1.0.0') : '1.0.0' };
    },
    start: async (id, installation, signal) => {
      const held = need(id);
      if (!held.specs.has(installation)) throw fail('server_start_failed', { reason: 'no such installation' });
      held.running = installation;
      held.state = 'running';
      await call('start', id, signal);
    },
    stop: async (id) => {
      await call('stop', id);
      const held = servers.get(id);
      if (held) Object.assign(held, { running: null, state: 'stopped' });
    },
    remove: async (id, installation) => {
      await call('remove', id);
      const held = servers.get(id);
      if (!held) return;
      if (installation !== undefined) held.specs.delete(installation);
      if (installation === undefined || held.specs.size === 0) servers.delete(id);
    },
    describe: async (id) => {
      await call('describe', id);
      const held = servers.get(id);
      return held ? toAgentServer(id, held) : null;
    },
    list: async () => [...servers].map(([id, held]) => toAgentServer(id, held)),
    logs: async () => [{ at: '2026-11-21T00:00:00.000Z', text: 'listening' }],
    attach: async (id, options) => {
      const held = need(id);
      await call('attach', id, options?.signal);
      if (held.running === null) throw fail('mcp_server_unavailable', { name: id, reason: 'it does not run' });
      held.state = 'running';
      return fake.upstream(id);
    },
    resume: async () => ({}),
    forget: async () => undefined,
    health: async () => ({ version: '1', runtimes: [{ name: 'process', problem: null }] }),
  };
  return fake;
};

const toAgentServer = (id: string, { running, state, specs }: Held): AgentServer => ({
  id,
  installation: running ?? Math.max(0, ...specs.keys()),
  state,
  processIds: [],
  startedAt: null,
  restarts: 0,
  memoryBytes: null,
  lastExit: null,
});

const createUpstream = (tools: () => JsonObject[], ping: (signal?: AbortSignal) => Promise<void>): Upstream => ({
  info: {
    protocolVersion: '2025-11-25',
    serverInfo: { name: 'fake', version: '1.0.0' },
    capabilities: { tools: {} },
    instructions: null,
  },
  request: async (method, _params, exchange) => {
    if (method === 'ping') await ping(exchange?.signal);
    return method === 'tools/list' ? { tools: tools() } : {};
  },
  notify: () => undefined,
  listen: () => () => undefined,
  closed: new Promise(() => undefined),
  [Symbol.asyncDispose]: async () => undefined,
});
