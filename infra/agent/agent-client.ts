import { AgentReplies, linkMethods, UpstreamGreeting } from '../../contracts/agent.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { DeploymentAgent } from '../../domain/mcp/deployment-agent.ts';
import type { Upstream, UpstreamInfo } from '../../domain/mcp/upstream.ts';
import { createAgentGuard, type AgentGuardOptions } from './agent-guard.ts';
import { AgentHttp, type AgentTarget } from './agent-http.ts';
import { AgentLink } from './agent-link.ts';

export interface AgentClientOptions {
  readonly target: AgentTarget;
  readonly guard?: AgentGuardOptions;
}

/** The deployment agent as seen from API and worker: over a Unix socket, or mTLS to another machine. */
export const createAgentClient = ({ target, guard: limits }: AgentClientOptions): DeploymentAgent & Disposable => {
  const http = new AgentHttp(target);
  const guard = createAgentGuard(limits);
  const pathOf = (id: string, rest = ''): string => `/servers/${encodeURIComponent(id)}${rest}`;
  const post = (path: string, body: object, signal?: AbortSignal) =>
    guard(() => http.call({ method: 'POST', path, body, reply: AgentReplies.done, signal }));

  return {
    create: async (spec, { signal, onLog } = {}) => {
      let version: string | undefined;
      const call = {
        method: 'POST',
        path: '/servers',
        body: { spec },
        reply: AgentReplies.createLine,
        signal,
      } as const;
      await guard(() =>
        http.lines({
          ...call,
          onLine: (line) => {
            if ('log' in line) onLog?.(line.log);
            else if ('version' in line) version = line.version;
          },
        }),
      );
      if (version === undefined) throw fail('agent_unreachable');
      return { version };
    },
    start: async (id, installation, signal) => void (await post(pathOf(id, '/start'), { installation }, signal)),
    stop: async (id) => void (await post(pathOf(id, '/stop'), {})),
    remove: async (id, installation) => {
      const path = pathOf(id, installation === undefined ? '' : `?installation=${installation}`);
      await guard(() => http.call({ method: 'DELETE', path, reply: AgentReplies.done }));
    },
    describe: async (id) =>
      (await guard(() => http.call({ method: 'GET', path: pathOf(id), reply: AgentReplies.server }))).server,
    list: async () =>
      (await guard(() => http.call({ method: 'GET', path: '/servers', reply: AgentReplies.servers }))).servers,
    logs: async (id) =>
      (await guard(() => http.call({ method: 'GET', path: pathOf(id, '/logs'), reply: AgentReplies.logs }))).lines,
    attach: (id, { session, signal } = {}) => {
      const query = session === undefined ? '' : `?session=${encodeURIComponent(session)}`;
      return guard(() => openUpstream(http, pathOf(id, `/attach${query}`), signal));
    },
    resume: async (id, keepKey, exchange) => {
      const link = new AgentLink(await guard(() => http.upgrade(pathOf(id, '/resume'), exchange?.signal)), id);
      try {
        return await link.request(linkMethods.resume, { keepKey }, { ...exchange, keepKey });
      } finally {
        await link.end();
      }
    },
    forget: async (id, keepKey) => void (await post(pathOf(id, '/forget'), { keepKey })),
    health: (signal) => guard(() => http.call({ method: 'GET', path: '/health', reply: AgentReplies.health, signal })),
    [Symbol.dispose]: () => http.close(),
  };
};

const openUpstream = async (http: AgentHttp, path: string, signal: AbortSignal | undefined): Promise<Upstream> => {
  const link = new AgentLink(await http.upgrade(path, signal), 'server');
  const greeting = UpstreamGreeting.parse(await link.attached);
  link.rename(greeting.name);
  const { name, version, title } = greeting.serverInfo;
  const info: UpstreamInfo = {
    protocolVersion: greeting.protocolVersion,
    serverInfo: { name, version, ...(title !== undefined && { title }) },
    capabilities: greeting.capabilities,
    instructions: greeting.instructions,
  };
  return {
    info,
    request: (method, params, exchange) => link.request(method, params, exchange),
    rejoin: ({ key }, exchange) => link.request(linkMethods.resume, { keepKey: key }, exchange),
    notify: (method, params) => link.notify(method, params),
    listen: (listener) => link.listen(listener),
    closed: link.closed,
    [Symbol.asyncDispose]: () => link.end(),
  };
};
