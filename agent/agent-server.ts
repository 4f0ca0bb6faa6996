import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Agent, AgentLog } from './agent.ts';
import { agentRoutes } from './agent-routes.ts';
import { attach } from './attach.ts';

export type AgentAddress =
  | { readonly socketPath: string }
  /** PEM texts; callers without a certificate of `ca` are refused. */
  | { readonly host: string; readonly port: number; readonly cert: string; readonly key: string; readonly ca: string };

export interface AgentServerOptions {
  readonly agent: Agent;
  readonly address: AgentAddress;
  readonly log: AgentLog;
}

/** Serves the agent's API and links. `port` is null on a Unix socket, which only this user may open. */
export const serveAgent = async ({
  agent,
  address,
  log,
}: AgentServerOptions): Promise<AsyncDisposable & { readonly port: number | null }> => {
  const routes = agentRoutes(agent, log);
  const server =
    'socketPath' in address
      ? createServer((request, response) => void routes(request, response))
      : createSecureServer(
          {
            cert: address.cert,
            key: address.key,
            ca: address.ca,
            requestCert: true,
            rejectUnauthorized: true,
            minVersion: 'TLSv1.3',
          },
          (request, response) => void routes(request, response),
        );
  const links = new Set<Duplex>();
  // Installing may take minutes.
  server.requestTimeout = 0;
  // A connection that is kept must not end just when it is used again.
  server.keepAliveTimeout = 0;
  server.on('upgrade', (request, socket, head) => {
    links.add(socket);
    socket.once('close', () => links.delete(socket));
    void attach(agent, request, socket, head);
  });
  await listen(server, address);
  const bound = server.address();
  return {
    port: typeof bound === 'object' ? (bound?.port ?? null) : null,
    [Symbol.asyncDispose]: async () => {
      for (const link of links) link.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if ('socketPath' in address) await rm(address.socketPath, { force: true });
    },
  };
};

const listen = async (server: Server, address: AgentAddress): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  if ('socketPath' in address) {
    // The lock on the data folder says that nobody listens on it.
    await rm(address.socketPath, { force: true });
    const mask = process.umask(0o177);
    server.listen(address.socketPath, resolve);
    process.umask(mask);
    await promise;
    await chmod(address.socketPath, 0o600);
  } else {
    server.listen(address.port, address.host, resolve);
    await promise;
  }
};
