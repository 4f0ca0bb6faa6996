import type { EventBus, EventLog } from '../domain/events/event-log.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import type { Gateway, McpRequestLog } from '../domain/mcp/gateway.ts';
import type { McpServerStore } from '../domain/mcp/mcp-server-store.ts';
import { serverNews } from '../domain/mcp/servers/server-news.ts';
import { createMcpSecrets } from '../infra/crypto/mcp-secrets.ts';
import type { Environment } from '../infra/env.ts';
import type { Log } from '../infra/log.ts';
import { createSafeFetch } from '../infra/net/safe-fetch.ts';
import type { Authorizations } from './gateway/authorizations/authorizations.ts';
import type { GatewayDeps } from './gateway/gateway-deps.ts';
import { createGateway } from './gateway/gateway.ts';
import { createOwnServers } from './gateway/upstreams/own.ts';

export interface ComposeGatewayParts {
  readonly environment: Pick<Environment, 'API_INTERNAL_URL' | 'PORT' | 'MCP_ALLOWED_PRIVATE_HOSTS'>;
  readonly servers: McpServerStore;
  readonly agent: Pick<DeploymentAgent, 'attach'>;
  readonly requestLog: McpRequestLog;
  readonly authorizations: Authorizations;
  readonly tokenSecret: string;
  readonly takeCall: NonNullable<GatewayDeps['takeCall']>;
  /** Carries the news of changed servers from whichever process changed them. */
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly events: EventLog;
  readonly limits?: NonNullable<GatewayDeps['limits']>;
  readonly log: Pick<Log, 'warn'>;
}

/** The gateway on real servers, for the API and for durable calls in the worker. */
export const composeGateway = (parts: ComposeGatewayParts): Gateway => {
  const { environment, servers, agent, requestLog, authorizations, takeCall, bus, events, limits = {}, log } = parts;
  const fetch = createSafeFetch({ allowPrivate: environment.MCP_ALLOWED_PRIVATE_HOSTS });
  const gateway = createGateway({
    servers,
    agent,
    ownServers: createOwnServers({ origin: environment.API_INTERNAL_URL ?? `http://127.0.0.1:${environment.PORT}` }),
    log: requestLog,
    authorizations,
    openSecrets: createMcpSecrets(parts.tokenSecret).open,
    fetch,
    takeCall,
    limits,
    onServersChanged: (listener) =>
      bus.subscribe(({ workspaceId, event }) => {
        if (event.type === 'server_status' || event.type === 'server_removed') listener(workspaceId);
      }),
    announce: serverNews(events).changed,
    onError: (error) => log.warn({ err: error }, 'mcp gateway'),
  });
  return {
    open: (caller, options) => gateway.open(caller, options),
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      await fetch[Symbol.asyncDispose]();
    },
  };
};
